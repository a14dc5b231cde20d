// embeds/services/youtube.ts: YouTube: watch, youtu.be, shorts, live, embed, playlists, start times.
import type { Address } from '../address.ts';
import { asking, type Found, frameAt, secondsOf, type Service } from './service.ts';

const identifier = /^[\w-]{11}$/;
const list = /^[\w-]{2,64}$/;

export const youtube: Service = {
  hosts: [
    'youtube.com',
    'www.youtube.com',
    'm.youtube.com',
    'music.youtube.com',
    'youtu.be',
    'www.youtu.be',
    'youtube-nocookie.com',
    'www.youtube-nocookie.com',
  ],
  read(address) {
    const id = videoIn(address);
    const playlist = checked(address.query.get('list'), list);
    if (!id) return namesList(address) ? playlistOf(playlist) : undefined;
    const upright = address.segments[0] === 'shorts';
    return {
      provider: 'YouTube',
      kind: 'video',
      title: 'Video on YouTube',
      frame: frameAt(`https://www.youtube-nocookie.com/embed/${id}`, {
        autoplay: 1,
        start: startOf(address),
        list: playlist,
      }),
      ...(upright ? { width: 9, height: 16 } : { width: 16, height: 9 }),
      oembed: asking('https://www.youtube.com/oembed', `https://www.youtube.com/watch?v=${id}`),
    };
  },
};

function videoIn({ host, segments, query }: Address): string | undefined {
  const [first, second] = segments;
  if (host.endsWith('youtu.be')) return checked(first, identifier);
  if (first === 'watch') return checked(query.get('v') ?? second, identifier);
  const known = ['shorts', 'live', 'embed', 'v', 'e'].includes(first ?? '');
  return known && !words.has(second ?? '') ? checked(second, identifier) : undefined;
}

/** Of eleven letters, and no video: a list, and what a channel sends just now. */
const words = new Set(['videoseries', 'live_stream']);

const namesList = ({ segments: [first, second] }: Address): boolean =>
  first === 'playlist' || (['embed', 'v'].includes(first ?? '') && (!second || second === 'videoseries'));

function playlistOf(playlist: string | undefined): Found | undefined {
  if (!playlist) return;
  return {
    provider: 'YouTube',
    kind: 'video',
    title: 'Playlist on YouTube',
    frame: frameAt('https://www.youtube-nocookie.com/embed/videoseries', { list: playlist, autoplay: 1 }),
    width: 16,
    height: 9,
    oembed: asking('https://www.youtube.com/oembed', `https://www.youtube.com/playlist?list=${playlist}`),
  };
}

function startOf({ query, fragment }: Address): number | undefined {
  const inFragment = new URLSearchParams(fragment).get('t');
  return secondsOf(query.get('t')) ?? secondsOf(query.get('start')) ?? secondsOf(inFragment);
}

function checked(given: string | null | undefined, shape: RegExp): string | undefined {
  return given && shape.test(given) ? given : undefined;
}
