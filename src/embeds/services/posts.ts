// embeds/services/posts.ts: short posts: X and Twitter, Bluesky, Reddit, Imgur.
import { asking, frameAt, type Service } from './service.ts';

const account = /^\w{1,15}$/;

export const twitter: Service = {
  hosts: [
    'twitter.com',
    'www.twitter.com',
    'mobile.twitter.com',
    'm.twitter.com',
    'x.com',
    'www.x.com',
    'mobile.x.com',
  ],
  read({ segments }) {
    const at = segments.findIndex((part, index) => index > 0 && index < 3 && /^status(es)?$/.test(part));
    const [author = ''] = segments;
    const id = segments[at + 1] ?? '';
    if (at < 1 || !account.test(author) || !/^\d{1,25}$/.test(id)) return;
    const isNamed = author !== 'i';
    return {
      provider: 'X',
      kind: 'rich',
      title: isNamed ? `Post by @${author} on X` : 'Post on X',
      frame: frameAt('https://platform.twitter.com/embed/Tweet.html', { id, dnt: 'true' }),
      width: 550,
      height: 500,
      oembed: asking('https://publish.x.com/oembed', `https://x.com/${author}/status/${id}`, {
        dnt: '1',
        omit_script: '1',
      }),
    };
  },
};

export const bluesky: Service = {
  hosts: ['bsky.app', 'www.bsky.app'],
  read({ segments: [profile, author = '', post, id = ''] }) {
    if (profile !== 'profile' || post !== 'post') return;
    if (!/^(did:[a-z]+:[\w.:-]{5,100}|[a-z\d.-]{3,120})$/i.test(author) || !/^[a-z\d]{8,20}$/i.test(id))
      return;
    const isNamed = !author.startsWith('did:');
    return {
      provider: 'Bluesky',
      kind: 'rich',
      title: isNamed ? `Post by @${author} on Bluesky` : 'Post on Bluesky',
      frame: `https://embed.bsky.app/embed/${author}/app.bsky.feed.post/${id}`,
      width: 600,
      height: 450,
      oembed: asking('https://embed.bsky.app/oembed', `https://bsky.app/profile/${author}/post/${id}`),
    };
  },
};

export const reddit: Service = {
  hosts: ['reddit.com', 'www.reddit.com', 'old.reddit.com', 'new.reddit.com', 'm.reddit.com'],
  read({ segments: [r, community = '', comments, id = '', words, comment] }) {
    if (!/^(r|user)$/.test(r ?? '') || comments !== 'comments') return;
    if (!/^[\w-]{2,40}$/.test(community) || !/^[a-z\d]{2,12}$/i.test(id)) return;
    const reply = words && /^[a-z\d]{2,12}$/i.test(comment ?? '') ? `_/${comment}/` : '';
    const path = `${r}/${community}/comments/${id}/${reply}`;
    return {
      provider: 'Reddit',
      kind: 'rich',
      title: r === 'r' ? `Post in r/${community} on Reddit` : 'Post on Reddit',
      frame: frameAt(`https://embed.reddit.com/${path}`, { embed: 'true' }),
      width: 640,
      height: 420,
      oembed: asking('https://www.reddit.com/oembed', `https://www.reddit.com/${path}`),
    };
  },
};

export const imgur: Service = {
  hosts: ['imgur.com', 'www.imgur.com', 'm.imgur.com', 'i.imgur.com'],
  read({ segments: [first = '', second = ''] }) {
    const isSet = first === 'a' || first === 'gallery';
    const id = (isSet ? second : first).replace(/\.(jpe?g|png|gifv?|webp|mp4)$/i, '').replace(/^.*-/, '');
    if (!/^[a-z\d]{5,10}$/i.test(id)) return;
    const path = isSet ? `a/${id}` : id;
    return {
      provider: 'Imgur',
      kind: 'rich',
      title: isSet ? 'Pictures on Imgur' : 'Picture on Imgur',
      frame: frameAt(`https://imgur.com/${path}/embed`, { pub: 'true' }),
      width: 540,
      height: 600,
      oembed: asking('https://api.imgur.com/oembed.json', `https://imgur.com/${path}`),
    };
  },
};
