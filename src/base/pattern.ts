// base/pattern.ts: regular expressions of an owner, in time that grows with the text alone: RE2 knows no backtracking.
import { RE2JS } from 're2js';

const compiled = new Map<string, RE2JS | undefined>();
const mostCompiled = 500;

/** The groups of the first match, the whole of it first; undefined when nothing matches, or the pattern is none. */
export function matchPattern(source: string, text: string): string[] | undefined {
  const matcher = patternOf(source)?.matcher(text);
  if (!matcher?.find()) return undefined;
  return Array.from({ length: matcher.groupCount() + 1 }, (_, group) => matcher.group(group) ?? '');
}

/** A stranger chooses the text, and it is compared with all patterns: steps of a program for each of its letters. */
const longestProgram = 500;

/** Why a pattern cannot be used, in the words of RE2; '' when it can. */
export function problemOfPattern(source: string, most = longestProgram): string {
  try {
    return RE2JS.compile(source, RE2JS.CASE_INSENSITIVE).programSize() > most ? 'it is too large' : '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function patternOf(source: string): RE2JS | undefined {
  if (compiled.has(source)) return compiled.get(source);
  if (compiled.size >= mostCompiled) compiled.clear();
  const made = problemOfPattern(source) ? undefined : RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
  compiled.set(source, made);
  return made;
}
