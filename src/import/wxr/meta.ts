// import/wxr/meta.ts: the meta of a post, term or comment of an export.
import type { WxrMeta } from './wxr.ts';

/** Meta by key, each with all its values; what only an editor's screen needed is dropped. */
export function metaOf(pairs: WxrMeta[]): Record<string, string[]> {
  const kept = pairs.filter(({ key }) => key && !forgotten.test(key));
  const meta: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const { key, value } of kept) (meta[key] ??= []).push(value);
  return { ...meta };
}

const forgotten = /^(_edit_(lock|last)|_pingme|_encloseme|_oembed_.*|_publicize_pending)$/;
