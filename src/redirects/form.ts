// redirects/form.ts: what an owner typed of a redirect, or what stands in a file of them: read and checked.
import { badRequest } from '../base/errors.ts';
import { __ } from '../base/language/gettext.ts';
import { problemOfPattern } from '../base/pattern.ts';
import {
  isPath,
  kinds,
  longestSource,
  longestTarget,
  pathKey,
  sourceKey,
  statuses,
  type MatchKind,
  type RedirectWords,
  withoutOrigin,
} from './redirect.ts';

export type Checked = RedirectWords & { source_key: string };

/** The fields of the form, as typed, to be shown again. */
export interface TypedRedirect {
  match: string;
  source: string;
  target: string;
  status: string;
}

export function typedRedirect(fields: Record<string, unknown>): TypedRedirect {
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name].trim() : '');
  return {
    match: text('match') || 'exact',
    source: text('source'),
    target: text('target'),
    status: text('status') || '301',
  };
}

/**
 * @param url the site's own address: a source may be pasted whole
 * @throws HttpError 400 that says what is wrong, and what to write
 */
export function checkRedirect(typed: TypedRedirect, url: string): Checked {
  const match = kinds.find((kind) => kind === typed.match);
  const status = statuses.find((code) => String(code) === typed.status);
  if (!match) throw badRequest(__('Choose how the address is compared: exact, prefix or pattern.'));
  if (!status) throw badRequest(__('Choose one of 301, 302, 307, 308 and 410.'));
  const source = match === 'pattern' ? patternFrom(typed.source) : pathFrom(typed.source, url);
  const target = status === 410 ? '' : targetFrom(typed.target, match, url);
  refuseItself({ match, source, target, status }, url);
  return { match, source, source_key: sourceKey(match, source), target, status };
}

function patternFrom(source: string): string {
  if (!source) throw badRequest(__('Write the pattern that addresses are compared with.'));
  if (source.length > longestSource || hasControls(source))
    throw badRequest(__('A pattern may have %s characters.', longestSource));
  const problem = problemOfPattern(source);
  if (problem) throw badRequest(__('The pattern cannot be used: %s.', problem));
  return source;
}

function pathFrom(source: string, url: string): string {
  const path = withoutOrigin(source, url);
  if (!/^\/(?!\/)/.test(path))
    throw badRequest(__('The old address begins with a slash and is of this site, such as /old-page/.'));
  if (path.length > longestSource || hasControls(path))
    throw badRequest(__('The old address may have %s characters.', longestSource));
  return path.split('#')[0]!;
}

function targetFrom(target: string, match: MatchKind, url: string): string {
  if (!target) throw badRequest(__('Write where the address leads, or choose 410 for a page that is gone.'));
  if (target.length > longestTarget || hasControls(target) || /\s/.test(target))
    throw badRequest(__('The new address may have %s characters.', longestTarget));
  if (isPath(target)) return target;
  // What a reader types must not decide to whose site they are led.
  const host = /^https?:\/\/([^/?#]*)/i.exec(target)?.[1] ?? '';
  if (!host || !URL.canParse(target) || (match === 'pattern' && host.includes('$')))
    throw badRequest(__('The new address begins with a slash, or with https:// and the name of a site.'));
  return withoutOrigin(target, url);
}

function refuseItself({ match, source, target, status }: RedirectWords, url: string): void {
  if (match === 'pattern' || status === 410) return;
  const there = new URL(target, url);
  if (there.host !== new URL(url).host) return;
  const isSame = sourceKey(match, source) === sourceKey(match, `${there.pathname}${there.search}`);
  const isBelow = match === 'prefix' && `${pathKey(there.pathname)}/`.startsWith(`${pathKey(source)}/`);
  if (isSame || isBelow) throw badRequest(__('An address cannot lead to itself.'));
}

// oxlint-disable-next-line no-control-regex -- a header takes none of them
const hasControls = (text: string): boolean => /[\u0000-\u001f\u007f]/.test(text);
