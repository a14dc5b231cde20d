// embeds/services/players.ts: players of video and sound: Vimeo, Dailymotion, TikTok, Spotify, SoundCloud, TED.
import { asking, frameAt, secondsOf, type Service } from './service.ts';

const wide = { width: 16, height: 9 };

export const vimeo: Service = {
  hosts: ['vimeo.com', 'www.vimeo.com', 'player.vimeo.com'],
  read({ segments, query, fragment }) {
    const at = segments.findIndex((part) => /^\d{4,12}$/.test(part));
    const isKnown = ['', 'video', 'channels', 'groups', 'album', 'showcase', 'ondemand'].includes(
      at === 0 ? '' : (segments[0] ?? '-'),
    );
    // In an album or a showcase the first number is the album's.
    const index = /^(album|showcase)$/.test(segments[0] ?? '') ? segments.indexOf('video') + 1 : at;
    const id = segments[index] ?? '';
    if (!isKnown || !/^\d{4,12}$/.test(id)) return;
    const hash = [query.get('h'), segments[index + 1]].find((word) => /^[\da-f]{6,16}$/i.test(word ?? ''));
    const start = secondsOf(new URLSearchParams(fragment).get('t') ?? query.get('t'));
    return {
      provider: 'Vimeo',
      kind: 'video',
      title: 'Video on Vimeo',
      frame:
        frameAt(`https://player.vimeo.com/video/${id}`, { h: hash ?? undefined, dnt: 1, autoplay: 1 }) +
        (start ? `#t=${start}s` : ''),
      ...wide,
      oembed: asking('https://vimeo.com/api/oembed.json', `https://vimeo.com/${id}${hash ? `/${hash}` : ''}`),
    };
  },
};

export const dailymotion: Service = {
  hosts: ['dailymotion.com', 'www.dailymotion.com', 'm.dailymotion.com', 'geo.dailymotion.com', 'dai.ly'],
  read({ host, segments, query }) {
    const isShort = host === 'dai.ly';
    const at = segments.indexOf('video');
    const named =
      host === 'geo.dailymotion.com' ? query.get('video') : isShort ? segments[0] : segments[at + 1];
    // An older address carries words after the identifier: x7tgad0_a-title.
    const id = (named ?? '').split('_')[0]!;
    if ((at < 0 && !isShort && host !== 'geo.dailymotion.com') || !/^[a-z\d]{5,12}$/i.test(id)) return;
    return {
      provider: 'Dailymotion',
      kind: 'video',
      title: 'Video on Dailymotion',
      frame: frameAt('https://geo.dailymotion.com/player.html', {
        video: id,
        startTime: secondsOf(query.get('start')),
      }),
      ...wide,
      oembed: asking(
        'https://www.dailymotion.com/services/oembed',
        `https://www.dailymotion.com/video/${id}`,
      ),
    };
  },
};

export const tiktok: Service = {
  hosts: ['tiktok.com', 'www.tiktok.com', 'm.tiktok.com'],
  read({ segments: [author = '', video, id = ''] }) {
    if (!/^@[\w.]{1,40}$/.test(author) || !/^(video|photo)$/.test(video ?? '')) return;
    if (!/^\d{15,21}$/.test(id)) return;
    return {
      provider: 'TikTok',
      kind: 'video',
      title: `Video by ${author} on TikTok`,
      frame: `https://www.tiktok.com/player/v1/${id}`,
      width: 9,
      height: 16,
      oembed: asking('https://www.tiktok.com/oembed', `https://www.tiktok.com/${author}/video/${id}`),
    };
  },
};

export const spotify: Service = {
  hosts: ['open.spotify.com', 'play.spotify.com'],
  read({ segments }) {
    const words = segments.filter((part) => !/^(intl-[a-z]{2}(-[a-z]{2})?|embed)$/i.test(part));
    const [kind = '', id = ''] = words;
    if (!/^(track|album|playlist|artist|episode|show)$/.test(kind) || !/^[a-z\d]{22}$/i.test(id)) return;
    const isShort = kind === 'track' || kind === 'episode';
    return {
      provider: 'Spotify',
      kind: 'rich',
      title: `${kind[0]!.toUpperCase()}${kind.slice(1)} on Spotify`,
      frame: `https://open.spotify.com/embed/${kind}/${id}`,
      width: 600,
      height: isShort ? 152 : 352,
      oembed: asking('https://open.spotify.com/oembed', `https://open.spotify.com/${kind}/${id}`),
    };
  },
};

export const soundcloud: Service = {
  hosts: ['soundcloud.com', 'www.soundcloud.com', 'm.soundcloud.com'],
  read({ segments }) {
    const [artist = '', , set] = segments;
    const isPath = segments.length <= 4 && segments.every((part) => /^[\w-]{1,120}$/.test(part));
    if (!artist || !isPath || /^(discover|search|you|stream|upload|settings|pages|charts)$/.test(artist))
      return;
    const url = `https://soundcloud.com/${segments.join('/')}`;
    return {
      provider: 'SoundCloud',
      kind: 'rich',
      title: 'Sound on SoundCloud',
      frame: frameAt('https://w.soundcloud.com/player/', { url, auto_play: 'true' }),
      width: 600,
      height: segments.length === 1 || set ? 400 : 166,
      oembed: asking('https://soundcloud.com/oembed', url),
    };
  },
};

export const ted: Service = {
  hosts: ['ted.com', 'www.ted.com', 'embed.ted.com'],
  read({ segments: [talks, slug = ''] }) {
    if (talks !== 'talks' || !/^\w{3,150}$/.test(slug)) return;
    return {
      provider: 'TED',
      kind: 'video',
      title: 'Talk on TED',
      frame: `https://embed.ted.com/talks/${slug}`,
      ...wide,
      oembed: asking('https://www.ted.com/services/v1/oembed.json', `https://www.ted.com/talks/${slug}`),
    };
  },
};
