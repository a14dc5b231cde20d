// comments/bans/form.ts: what a moderator typed of a ban: read and checked, and what may be banned of a comment's writer.
import ipaddr from 'ipaddr.js';
import net from 'node:net';
import { badRequest } from '../../base/errors.ts';
import { plainAddress } from '../../base/http/client-address.ts';
import { readId } from '../../base/http/ids.ts';
import { __, translate } from '../../base/language/gettext.ts';
import { isEmail } from '../../base/mail/address.ts';
import { problemOfPattern } from '../../base/pattern.ts';
import type { Comment } from '../comment.ts';
import { limits } from '../form/form.ts';
import { banDays, banKinds, most_steps, wordOf, type BanKind } from './ban.ts';

/** What the form holds, as typed, to be shown again. */
export interface TypedBan {
  kind: string;
  value: string;
  reason: string;
  days: string;
  /** The comment whose writer is meant; '' for none. */
  comment: string;
  /** What of that writer. */
  what: string[];
}

/** Kinds that can be typed; a browser is known by its comments alone. */
export const typedKinds = ['network', 'email', 'word', 'pattern'] as const;

const most_reason = 300;
const most_value = 200;

export function typedBan(fields: Record<string, unknown>): TypedBan {
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name].trim() : '');
  return {
    kind: text('kind'),
    value: text('value'),
    reason: text('reason'),
    days: text('days') || '7',
    comment: text('comment'),
    what: [fields.what].flat().filter((one) => typeof one === 'string'),
  };
}

export interface CheckedBan {
  /** Whom or what, at least one. */
  whom: { kind: BanKind; value: string }[];
  author_name: string;
  reason: string;
  days: number;
}

/**
 * @param comment the one that the form names, if it names one
 * @throws HttpError 400 that says what is wrong, and what to write
 */
export function checkBan(typed: TypedBan, comment: Comment | undefined): CheckedBan {
  const days = banDays.find((one) => String(one) === typed.days);
  if (days === undefined) throw badRequest(__('Choose how long the ban lasts.'));
  if (!typed.reason) throw badRequest(__('Give a reason: whoever is refused reads it.'));
  if (typed.reason.length > most_reason)
    throw badRequest(__('A reason may have %s characters.', most_reason));
  if (!comment) return { whom: [checkTyped(typed)], author_name: '', reason: typed.reason, days };
  const whom = bannable(comment).filter(({ kind }) => typed.what.includes(kind));
  if (!whom.length) throw badRequest(__('Choose at least one thing that is banned.'));
  return { whom, author_name: comment.author_name, reason: typed.reason, days };
}

/** What may be banned of the writer of a comment. */
export function bannable({
  browser_key_hash,
  user_id,
  author_email,
  author_ip,
}: Pick<Comment, 'browser_key_hash' | 'user_id' | 'author_email' | 'author_ip'>): CheckedBan['whom'] {
  const network = networkOf(author_ip);
  return [
    ...(user_id === null ? [] : [{ kind: 'user' as const, value: String(user_id) }]),
    ...(browser_key_hash && user_id === null ? [{ kind: 'browser' as const, value: browser_key_hash }] : []),
    ...(author_email ? [{ kind: 'email' as const, value: author_email.toLowerCase() }] : []),
    ...(network ? [{ kind: 'network' as const, value: network }] : []),
  ];
}

function checkTyped({ kind, value }: TypedBan): { kind: BanKind; value: string } {
  const known = typedKinds.find((one) => one === kind);
  if (!known) throw badRequest(__('Choose what is banned.'));
  if (!value) throw badRequest(__('Write what is banned. Chosen is: %s.', translate(banKinds[known])));
  if (value.length > most_value || /\p{Cc}|\p{Cs}/u.test(value))
    throw badRequest(__('What is banned may have %s characters.', most_value));
  return { kind: known, value: checks[known](value) };
}

const checks: Record<(typeof typedKinds)[number], (value: string) => string> = {
  network: (value) => {
    const network = value.includes('/') ? cidrOf(value) : networkOf(value);
    if (!network)
      throw badRequest(
        __('This is no network: write 203.0.113.0/24, 2001:db8::/48 or one of its addresses.'),
      );
    return network;
  },
  email: (value) => {
    if (!isEmail(value) || value.length > limits.email)
      throw badRequest(__('This is not an email address. It looks like name@example.com.'));
    return value.toLowerCase();
  },
  word: (value) => {
    if (Array.from(wordOf(value)).length < 3) throw badRequest(__('A word has three characters or more.'));
    return value.toLowerCase();
  },
  pattern: (value) => {
    const problem = problemOfPattern(value, most_steps);
    if (problem) throw badRequest(__('The pattern cannot be used: %s.', problem));
    return value;
  },
};

/** The /24 of an IPv4, the /48 of an IPv6 address; '' for what is none. */
function networkOf(given: string): string {
  if (!net.isIP(given)) return '';
  const address = plainAddress(given);
  return cidrOf(`${address}/${net.isIPv4(address) ? 24 : 48}`);
}

/** A network as PostgreSQL writes it; '' for none, and for one that is half the internet. */
function cidrOf(text: string): string {
  const [given = '', bits = ''] = text.split('/');
  if (!net.isIP(given) || !/^\d{1,3}$/.test(bits)) return '';
  const address = plainAddress(given);
  // An IPv4 network may be written as the IPv6 that stands for it.
  const isMapped = net.isIPv4(address) && net.isIPv6(given);
  const length = Number(bits) - (isMapped ? 96 : 0);
  const [least, most] = net.isIPv4(address) ? [8, 32] : [16, 128];
  if (length < least || length > most) return '';
  return net.isIPv4(address)
    ? `${ipaddr.IPv4.networkAddressFromCIDR(`${address}/${length}`).toString()}/${length}`
    : `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/${length}`).toRFC5952String()}/${length}`;
}

/** The comment that an address or a form names. */
export const commentIn = (given: unknown): number => readId(given) ?? 0;
