// setup/seed-comments.ts: four hundred comments for a seeded blog: threads, files, linkbacks, waiting ones, spam and trash.
import sharp from 'sharp';
import type { User } from '../accounts/user.ts';
import type { Blog } from '../blog.ts';
import type { Comment, CommentStatus } from '../comments/comment.ts';
import { submitComment } from '../comments/submit.ts';
import type { StagedFile } from '../media/media.ts';
import { stagedFromBytes } from '../media/uploads/staged-bytes.ts';
import type { Post } from '../posts/post.ts';
import { at, diceOf } from './seed-posts.ts';
import * as texts from './seed-texts.ts';

export const commentCount = 400;
const minute = 60_000;

/** Leaves the comments under posts that are public and open; each under its post's day, so that a thread reads in order. */
export async function seedComments(blog: Blog, posts: Post[], users: User[]): Promise<void> {
  const open = posts.filter(
    ({ status, comment_status, password }) =>
      status === 'publish' && comment_status === 'open' && password === '',
  );
  const dice = diceOf(2);
  const files = await filesOf();
  // Some posts are talked about far more than others.
  const places = Array.from({ length: commentCount }, () => Math.min(dice(open.length), dice(open.length)));
  let number = 0;
  for (const [index, post] of open.entries()) {
    const shown: Comment[] = [];
    const many = places.filter((place) => place === index).length;
    for (let place = 0; place < many; place += 1, number += 1) {
      const after = 20 + place * Math.floor(1300 / many);
      // The seconds keep the same people of another run apart: nobody writes twice at once.
      const seconds = (post.id % 1000) * 1000;
      const when = new Date(post.published_at!.getTime() + after * minute + seconds);
      const parent = shown.length && dice(2) ? shown[dice(shown.length)] : undefined;
      const comment = await leave(at(blog, when), { number, post, parent, users, files });
      if (comment.status === 'approve' && comment.shown_as === 'comment') shown.push(comment);
    }
  }
}

interface Place {
  number: number;
  post: Post;
  parent: Comment | undefined;
  users: User[];
  files: { name: string; body: Buffer }[];
}

async function leave(blog: Blog, { number, post, parent, users, files }: Place): Promise<Comment> {
  const linkback = linkbackOf(number);
  if (linkback) return submitComment(blog, { ...linkback, post });
  const name = texts.commenters[number % texts.commenters.length]!;
  const status = statusOf(number);
  const user = number % 7 === 3 && status === 'approve' ? users[number % users.length] : undefined;
  return submitComment(blog, {
    post,
    parent_id: parent?.id,
    author_name: name,
    author_email: `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@example.com`,
    author_url: number % 5 ? '' : `https://${texts.sites[number % texts.sites.length]!}/`,
    content: status === 'spam' ? `${words(number)} https://pills.example/${number}` : words(number),
    author_ip: `192.0.2.${number % 250}`,
    user_agent: 'Mozilla/5.0 (seed)',
    user,
    files: number % 16 === 5 ? await received(blog, files.slice(0, 1 + (number % 3))) : [],
    status,
  });
}

/** No two of the four hundred say the same. */
function words(number: number): string {
  const opening = texts.openings[number % texts.openings.length]!;
  const remark = texts.remarks[Math.floor(number / texts.openings.length) % texts.remarks.length]!;
  const second = texts.sentences[(number * 5) % texts.sentences.length]!;
  return number % 4
    ? `${opening} ${remark}`
    : `${opening} ${remark}\n\n> ${second}\n\nThat is the line I came back for.`;
}

function statusOf(number: number): CommentStatus {
  if (number % 20 === 7) return 'hold';
  if (number % 25 === 3) return 'spam';
  return number % 50 === 9 ? 'trash' : 'approve';
}

/** Every tenth comes from another site: a like, a repost, a bookmark, a reply, a mention, a trackback, a pingback. */
function linkbackOf(number: number) {
  if (number % 10 !== 2) return undefined;
  const site = texts.sites[number % texts.sites.length]!;
  const author_url = `https://${site}/${number}/`;
  const from = {
    author_name: texts.commenters[number % 12]!,
    author_email: '',
    author_url,
    author_ip: '',
    user_agent: '',
  };
  const status: CommentStatus = 'approve';
  const mentions = {
    like: 'Likes this.',
    repost: 'Reposted this.',
    bookmark: 'Bookmarked this.',
    reply: words(number),
    mention: words(number),
  };
  const all = [
    ...Object.entries(mentions).map(([type, content]) => ({
      type: 'webmention' as const,
      content,
      meta: { mention_type: [type] },
    })),
    { type: 'trackback' as const, content: `<strong>${site}</strong>\n\n${words(number)}`, meta: {} },
    { type: 'pingback' as const, content: `<strong>${site}</strong>\n\n[…] ${words(number)} […]`, meta: {} },
  ];
  return { ...from, status, ...all[Math.floor(number / 10) % all.length]! };
}

async function received(blog: Blog, files: { name: string; body: Buffer }[]): Promise<StagedFile[]> {
  const waiting: StagedFile[] = [];
  for (const { name, body } of files) {
    const file = await stagedFromBytes(blog, name, body);
    waiting.push({
      ...file,
      alternative_text: name.endsWith('.txt') ? '' : 'The harbour, seen from the mole',
    });
  }
  return waiting;
}

const filesOf = async () => [
  { name: 'from-the-mole.jpg', body: await pictureOf(210) },
  { name: 'tide-table.txt', body: Buffer.from('High water 04:12 and 16:40\nLow water 10:25 and 22:51\n') },
  { name: 'the-blue-door.jpg', body: await pictureOf(30) },
];

/** A picture of the sun over the sea: a JPEG of 600 × 400. `hue` tells pictures apart. */
export function pictureOf(hue: number): Promise<Buffer> {
  const [width, height, horizon] = [600, 400, 260];
  const pixels = Buffer.alloc(width * height * 3);
  const sun = { x: 100 + hue, y: 150 };
  for (let at = 0; at < width * height; at += 1) {
    const [x, y] = [at % width, Math.floor(at / width)];
    const isSun = Math.hypot(x - sun.x, y - sun.y) < 40;
    const sky = [150 + (hue % 90) + y / 4, 170 + y / 4, 220];
    const sea = [30 + (hue % 40), 80 + (y % 7) * 2, 100];
    pixels.set(isSun ? [255, 244, 210] : y < horizon ? sky : sea, at * 3);
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 80 })
    .toBuffer();
}
