// themes/customize/pictures.ts: the pictures that an option may have: a page of the library, or what fits some words.
import type { Request } from 'express';
import type { ThemeOptions } from '../../base/themes/manifest.ts';
import type { Blog } from '../../blog.ts';
import type { Media } from '../../media/media.ts';
import { mediaView } from '../../media/view.ts';
import { choosablePictures, chosenPicture } from '../queries.ts';

const most = 24;

/** Which option's pictures are looked through, by what words, and how far. */
export interface Looked {
  option: string;
  words: string;
  page: number;
}

export const nothingLooked: Looked = { option: '', words: '', page: 1 };

/** What a button of the form asked for, or the first field with words in it. */
export function lookedIn(options: ThemeOptions, given: Record<string, unknown>): Looked {
  const [, named = '', page = '1'] =
    /^(\w{1,50}):(\d{1,4})$/.exec(typeof given.pictures === 'string' ? given.pictures : '') ?? [];
  const images = Object.keys(options).filter((name) => options[name]!.type === 'image');
  const wordsOf = (name: string) => {
    const words = given[`find_${name}`];
    return typeof words === 'string' ? words.trim().slice(0, 100) : '';
  };
  const option = images.find((name) => name === named) ?? images.find((name) => wordsOf(name)) ?? '';
  return { option, words: option && wordsOf(option), page: Math.max(1, Number(page)) };
}

export const lookedOn = ({ query }: Pick<Request, 'query'>, options: ThemeOptions): Looked =>
  lookedIn(options, query);

/** Where the screen shows them. */
export function lookedAddress(here: string, { option, words, page }: Looked): string {
  if (!option) return here;
  const query = new URLSearchParams({
    pictures: `${option}:${page}`,
    ...(words && { [`find_${option}`]: words }),
  });
  return `${here}?${query.toString()}#pictures-${option}`;
}

/** The pictures of one option. The chosen one is always there: a form without it would drop it. */
export async function picturesOf(blog: Blog, name: string, value: string, looked: Looked) {
  const { words, page } = looked.option === name ? looked : nothingLooked;
  const found = await choosablePictures(blog.db, words, { limit: most + 1, offset: (page - 1) * most });
  const shown = found.slice(0, most);
  const isShown = shown.some(({ id }) => String(id) === value);
  const chosen = value && !isShown ? await chosenPicture(blog.db, Number(value)) : undefined;
  return {
    words,
    found: shown.length > 0,
    newer: page > 1 ? `${name}:${page - 1}` : '',
    older: found.length > most ? `${name}:${page + 1}` : '',
    all: [...(chosen ? [chosen] : []), ...shown].flatMap((media) => pictureOf(media, value)),
  };
}

function pictureOf(media: Media, value: string) {
  const { id, kind, src, alt, name } = mediaView(media, { size: 'thumbnail' });
  if (kind !== 'image' || !src) return [];
  return [{ value: String(id), src, title: alt || name, is_chosen: String(id) === value }];
}
