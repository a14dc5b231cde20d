// embeds/services/facebook.ts: Facebook, Instagram and Threads: posts, videos, reels.
import type { Address } from '../address.ts';
import { asking, type Found, frameAt, type Service } from './service.ts';

const graph = 'https://graph.facebook.com/v26.0';
const name = /^[\w.-]{1,80}$/;
const digits = /^\d{1,30}$/;
const postId = /^(pfbid\w{10,90}|\d{1,30})$/;
const code = /^[\w-]{4,64}$/;

export const facebook: Service = {
  hosts: [
    'facebook.com',
    'www.facebook.com',
    'm.facebook.com',
    'web.facebook.com',
    'mbasic.facebook.com',
    'touch.facebook.com',
    'fb.watch',
    'www.fb.watch',
  ],
  read(address) {
    const video = videoIn(address);
    if (video)
      return facebookVideo(
        video,
        address.segments.some((part) => /^reels?$/.test(part)),
      );
    const post = postIn(address);
    return post ? facebookPost(post) : undefined;
  },
};

function videoIn({ host, segments, query }: Address): string | undefined {
  const [first = '', second = '', third = '', fourth = ''] = segments;
  if (host.endsWith('fb.watch')) return code.test(first) ? `https://fb.watch/${first}/` : undefined;
  if (/^reels?$/.test(first) && digits.test(second)) return `https://www.facebook.com/reel/${second}`;
  const id = query.get('v') ?? '';
  if (/^(watch|video\.php)$/.test(first) && digits.test(id)) return `https://www.facebook.com/watch/?v=${id}`;
  if (first === 'share' && /^[vr]$/.test(second) && code.test(third)) return share(second, third);
  if (!name.test(first) || second !== 'videos') return;
  const last = digits.test(third) ? third : fourth;
  return digits.test(last) ? `https://www.facebook.com/${first}/videos/${last}/` : undefined;
}

function postIn({ segments, query }: Address): string | undefined {
  const [first = '', second = '', third = '', fourth = ''] = segments;
  const [story, owner] = [query.get('story_fbid') ?? '', query.get('id') ?? ''];
  if (/^(permalink|story)\.php$/.test(first) && postId.test(story) && digits.test(owner)) {
    return `https://www.facebook.com/permalink.php?story_fbid=${story}&id=${owner}`;
  }
  const photo = query.get('fbid') ?? '';
  if (/^photo(\.php)?$/.test(first) && digits.test(photo))
    return `https://www.facebook.com/photo.php?fbid=${photo}`;
  if (first === 'share' && second === 'p' && code.test(third)) return share(second, third);
  if (first === 'groups' && name.test(second) && /^(posts|permalink)$/.test(third) && digits.test(fourth)) {
    return `https://www.facebook.com/groups/${second}/posts/${fourth}/`;
  }
  if (!name.test(first) || !['posts', 'photos', 'activity'].includes(second)) return;
  const last = segments.slice(2).findLast((part) => postId.test(part));
  return last ? `https://www.facebook.com/${first}/${second}/${last}` : undefined;
}

const share = (kind: string, id: string) => `https://www.facebook.com/share/${kind}/${id}/`;

function facebookVideo(url: string, isReel: boolean): Found {
  return {
    provider: 'Facebook',
    kind: 'video',
    title: isReel ? 'Reel on Facebook' : 'Video on Facebook',
    frame: frameAt('https://www.facebook.com/plugins/video.php', { href: url, show_text: 'false' }),
    ...(isReel ? { width: 9, height: 16 } : { width: 16, height: 9 }),
    oembed: asking(`${graph}/oembed_video`, url),
  };
}

function facebookPost(url: string): Found {
  return {
    provider: 'Facebook',
    kind: 'rich',
    title: 'Post on Facebook',
    frame: frameAt('https://www.facebook.com/plugins/post.php', { href: url, show_text: 'true', width: 500 }),
    width: 500,
    height: 600,
    oembed: asking(`${graph}/oembed_post`, url),
  };
}

export const instagram: Service = {
  hosts: ['instagram.com', 'www.instagram.com', 'm.instagram.com', 'instagr.am', 'www.instagr.am'],
  read({ segments }) {
    // The author's name may stand before the kind.
    const at = segments.findIndex((part, index) => index < 2 && /^(p|reels?|tv)$/.test(part));
    const id = segments[at + 1] ?? '';
    if (at < 0 || !code.test(id)) return;
    const kind = segments[at] === 'p' ? 'p' : segments[at] === 'tv' ? 'tv' : 'reel';
    const url = `https://www.instagram.com/${kind}/${id}/`;
    return {
      provider: 'Instagram',
      kind: kind === 'p' ? 'rich' : 'video',
      title: kind === 'p' ? 'Post on Instagram' : 'Video on Instagram',
      frame: `${url}embed/`,
      width: 500,
      height: 700,
      oembed: asking(`${graph}/instagram_oembed`, url),
    };
  },
};

export const threads: Service = {
  hosts: ['threads.net', 'www.threads.net', 'threads.com', 'www.threads.com'],
  read({ segments: [author = '', post = '', id = ''] }) {
    if (!/^@[\w.]{1,40}$/.test(author) || post !== 'post' || !code.test(id)) return;
    const url = `https://www.threads.com/${author}/post/${id}`;
    return {
      provider: 'Threads',
      kind: 'rich',
      title: `Post by ${author} on Threads`,
      frame: `${url}/embed`,
      width: 500,
      height: 500,
      oembed: asking('https://graph.threads.net/v1.0/oembed', url),
    };
  },
};
