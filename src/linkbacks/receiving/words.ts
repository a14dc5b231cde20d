// linkbacks/receiving/words.ts: the words under which a claim stands among the comments.
import crypto from 'node:crypto';
import { N_, translate } from '../../base/language/gettext.ts';
import type { Comment } from '../../comments/comment.ts';
import { hostOf, type Linkback } from '../linkback.ts';
import type { MentionType } from './mention.ts';
import type { Proof } from './proof.ts';

export type Words = Pick<Comment, 'author_name' | 'content'>;

/**
 * Title, name and quote of the page; of a webmention its entry is read. What the sender said of itself stands only
 * under a claim that is not believed, for the moderator.
 * @param proof undefined when the claim is not believed
 */
export function wordsOf({ kind, claimed, source }: Linkback, proof: Proof | undefined): Words {
  if (kind === 'webmention' && proof) return mentionWords(source, proof);
  const { title, site_name, quote } = proof ?? {
    title: claimed.title || (claimed.excerpt ? '' : source),
    site_name: claimed.blog_name,
    quote: claimed.excerpt,
  };
  return { author_name: site_name || hostOf(source), content: joined(title || (proof ? source : ''), quote) };
}

function mentionWords(source: string, { mention, site_name, title, quote }: Proof): Words {
  const author_name = mention.author_name || site_name || hostOf(source);
  const { type } = mention;
  if (type === 'mention') return { author_name, content: joined(mention.title || title || source, quote) };
  if (type === 'reply') return { author_name, content: replyWords(source, mention, quote) };
  const words = type === 'like' ? '' : escaped(mention.content);
  return { author_name, content: [translate(deeds[type]), words].filter(Boolean).join('\n\n') };
}

function replyWords(source: string, { rsvp, content }: Proof['mention'], quote: string): string {
  const coming = answers[rsvp];
  if (!coming) return joined('', content || quote || source);
  // A bare answer often stands in the text once more.
  const says = content.toLowerCase() === rsvp ? '' : content;
  return [translate(coming), says && escaped(says)].filter(Boolean).join('\n\n');
}

const answers: Record<string, string> = {
  yes: N_('Is coming.'),
  no: N_('Is not coming.'),
  maybe: N_('May be coming.'),
  interested: N_('Is interested.'),
};

const deeds: Record<Exclude<MentionType, 'mention' | 'reply'>, string> = {
  like: N_('Likes this.'),
  repost: N_('Reposted this.'),
  bookmark: N_('Bookmarked this.'),
};

export const typeOf = ({ kind }: Linkback, proof: Proof | undefined): MentionType | null =>
  kind === 'webmention' && proof ? proof.mention.type : null;

/** What the comment keeps of it, for its place beneath the post. */
export const metaOf = (linkback: Linkback, proof: Proof | undefined): Comment['meta'] => {
  const type = typeOf(linkback, proof);
  return type ? { mention_type: [type] } : {};
};

/** Tells words that the page brought from those a moderator has changed. */
export function sealOf({ author_name, content }: Words): string {
  return crypto
    .createHash('sha256')
    .update(JSON.stringify([author_name, content]))
    .digest('hex');
}

const joined = (title: string, text: string) =>
  [title && `<strong>${escaped(title)}</strong>`, escaped(text)].filter(Boolean).join('\n\n');

/** Plain words as they stand, where markup is read. */
const escaped = (words: string) =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
