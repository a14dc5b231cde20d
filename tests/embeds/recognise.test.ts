// tests/embeds/recognise.test.ts: what a link alone says, without any request.
import { expect, test } from 'vitest';
import { recognise } from '../../src/embeds/recognise.ts';
import { frameHosts } from '../../src/embeds/services/frame-hosts.ts';
import { processorTime } from '../processor-time.ts';

const nocookie = 'https://www.youtube-nocookie.com/embed';
const facebookFrame = (kind: string, href: string) =>
  `https://www.facebook.com/plugins/${kind}.php?href=${encodeURIComponent(href)}`;
const tweet = 'https://platform.twitter.com/embed/Tweet.html?id=20&dnt=true';
const spotifyId = '4cOdK2wGLETKBW3PvgPWqT';

// Link → provider → how the frame's address begins ('' for a card without frame).
const cases: [string, string, string][] = [
  ['https://www.youtube.com/watch?v=dQw4w9WgXcQ', 'YouTube', `${nocookie}/dQw4w9WgXcQ?autoplay=1`],
  [
    'http://youtube.com/watch?feature=x&v=dQw4w9WgXcQ&t=62',
    'YouTube',
    `${nocookie}/dQw4w9WgXcQ?autoplay=1&start=62`,
  ],
  [
    'https://m.youtube.com/watch?v=dQw4w9WgXcQ&t=1h2m3s',
    'YouTube',
    `${nocookie}/dQw4w9WgXcQ?autoplay=1&start=3723`,
  ],
  ['https://music.youtube.com/watch?v=dQw4w9WgXcQ', 'YouTube', `${nocookie}/dQw4w9WgXcQ`],
  ['https://youtu.be/dQw4w9WgXcQ?t=90s', 'YouTube', `${nocookie}/dQw4w9WgXcQ?autoplay=1&start=90`],
  ['https://youtu.be/dQw4w9WgXcQ#t=1m30s', 'YouTube', `${nocookie}/dQw4w9WgXcQ?autoplay=1&start=90`],
  ['https://www.youtube.com/shorts/dQw4w9WgXcQ', 'YouTube', `${nocookie}/dQw4w9WgXcQ`],
  ['https://www.youtube.com/live/dQw4w9WgXcQ?si=x', 'YouTube', `${nocookie}/dQw4w9WgXcQ`],
  [
    'https://www.youtube.com/embed/dQw4w9WgXcQ?start=7',
    'YouTube',
    `${nocookie}/dQw4w9WgXcQ?autoplay=1&start=7`,
  ],
  [
    'https://www.youtube.com/playlist?list=PLx0sYbCqOb8Q',
    'YouTube',
    `${nocookie}/videoseries?list=PLx0sYbCqOb8Q`,
  ],
  [
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PLx0sYbCqOb8Q',
    'YouTube',
    `${nocookie}/dQw4w9WgXcQ?autoplay=1&list=PLx0sYbCqOb8Q`,
  ],
  [
    'https://www.facebook.com/zuck/posts/10102577175875681?x=1',
    'Facebook',
    facebookFrame('post', 'https://www.facebook.com/zuck/posts/10102577175875681'),
  ],
  [
    'https://m.facebook.com/permalink.php?story_fbid=pfbid0abcdefghijkl&id=100',
    'Facebook',
    facebookFrame('post', 'https://www.facebook.com/permalink.php?story_fbid=pfbid0abcdefghijkl&id=100'),
  ],
  [
    'https://de-de.facebook.com/a/videos/title/123/',
    'Facebook',
    facebookFrame('video', 'https://www.facebook.com/a/videos/123/'),
  ],
  [
    'https://www.facebook.com/watch/?v=123',
    'Facebook',
    facebookFrame('video', 'https://www.facebook.com/watch/?v=123'),
  ],
  [
    'https://www.facebook.com/reel/123',
    'Facebook',
    facebookFrame('video', 'https://www.facebook.com/reel/123'),
  ],
  ['https://fb.watch/abcDEF12/', 'Facebook', facebookFrame('video', 'https://fb.watch/abcDEF12/')],
  ['https://twitter.com/jack/status/20', 'X', tweet],
  ['https://x.com/jack/status/20?s=46', 'X', tweet],
  ['https://mobile.twitter.com/jack/statuses/20/photo/1', 'X', tweet],
  ['https://www.x.com/i/web/status/20', 'X', tweet],
  ['https://vimeo.com/76979871', 'Vimeo', 'https://player.vimeo.com/video/76979871?dnt=1'],
  [
    'https://vimeo.com/76979871/abcdef1234#t=1m',
    'Vimeo',
    'https://player.vimeo.com/video/76979871?h=abcdef1234',
  ],
  ['https://vimeo.com/channels/staffpicks/76979871', 'Vimeo', 'https://player.vimeo.com/video/76979871'],
  [
    'https://www.dailymotion.com/video/x7tgad0_words',
    'Dailymotion',
    'https://geo.dailymotion.com/player.html?video=x7tgad0',
  ],
  ['https://dai.ly/x7tgad0', 'Dailymotion', 'https://geo.dailymotion.com/player.html?video=x7tgad0'],
  [
    `https://open.spotify.com/intl-de/track/${spotifyId}?si=1`,
    'Spotify',
    `https://open.spotify.com/embed/track/${spotifyId}`,
  ],
  [
    'https://soundcloud.com/artist/a-track',
    'SoundCloud',
    'https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com',
  ],
  [
    'https://www.tiktok.com/@a.b/video/6718335390845095173',
    'TikTok',
    'https://www.tiktok.com/player/v1/6718335390845095173',
  ],
  [
    'https://bsky.app/profile/bsky.app/post/3kx2w3abcde2a',
    'Bluesky',
    'https://embed.bsky.app/embed/bsky.app/app.bsky',
  ],
  [
    'https://www.instagram.com/name/reel/CrAbCdEf/',
    'Instagram',
    'https://www.instagram.com/reel/CrAbCdEf/embed/',
  ],
  [
    'https://www.threads.net/@zuck/post/CuXFPIeLLod',
    'Threads',
    'https://www.threads.com/@zuck/post/CuXFPIeLLod/embed',
  ],
  [
    'https://old.reddit.com/r/node/comments/abc123/words/',
    'Reddit',
    'https://embed.reddit.com/r/node/comments/abc123/',
  ],
  ['https://imgur.com/gallery/some-words-AbCdE12', 'Imgur', 'https://imgur.com/a/AbCdE12/embed'],
  ['https://www.ted.com/talks/some_talk?language=de', 'TED', 'https://embed.ted.com/talks/some_talk'],
  ['https://mastodon.social/@Gargron/100254678717223630', 'Mastodon', ''],
  ['https://tube.example/videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d', 'PeerTube', ''],
  ['https://files.example/talk.mp4?x=1', 'files.example', ''],
  ['https://www.flickr.com/photos/someone/123', 'Flickr', ''],
  ['https://wordpress.tv/2020/01/01/talk/', 'WordPress.tv', ''],
  ['https://www.amazon.co.uk/dp/B01', 'Amazon Kindle', ''],
  ['https://x.com/jack', 'X', ''],
  ['https://www.someecards.com/birthday-cards/x', 'Someecards', ''],
];

test.each(cases)('%s is %s', (url, provider, frame) => {
  const found = recognise(url);

  expect(found?.provider).toBe(provider);
  expect(found?.url).toBe(url);
  expect(found?.frame?.slice(0, frame.length) ?? '').toBe(frame);
  if (found?.frame) expect(frameHosts).toContain(new URL(found.frame).host);
});

test('hosts are compared whole, never by substring (A18)', () => {
  const imitations = [
    'https://evil-youtube.com/watch?v=dQw4w9WgXcQ',
    'https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ',
    'https://evil.example/https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    'https://evil.example/?u=https://youtu.be/dQw4w9WgXcQ',
    'https://youtube.com@evil.example/watch?v=dQw4w9WgXcQ',
    'https://www.youtube.com:8443/watch?v=dQw4w9WgXcQ',
    'https://notflickr.com/photos/a/1',
    'https://flickr.com.evil.example/photos/a/1',
  ];

  expect(imitations.filter((url) => recognise(url))).toEqual([]);
  expect(recognise('https://www.youtube.com/watch?v=dQw4w9WgXcQ')).toBeDefined();
});

test('only checked identifiers reach a frame’s address (C10)', () => {
  const odd = [
    'https://www.youtube.com/watch?v="><script>alert(1)</script>',
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ%22%3E%3Cscript%3E',
    'https://www.youtube.com/watch?v=../../../evil',
    'https://youtu.be/dQw4w9WgXc',
    'https://youtu.be/javascript:alert(1)',
    'https://www.youtube.com/embed/%2e%2e%2fevil12345',
    'https://www.youtube.com/playlist?list=%22onload=alert(1)',
    'https://x.com/jack/status/20%22onload=1',
    'javascript:alert(1)//www.youtube.com/watch?v=dQw4w9WgXcQ',
    `https://youtu.be/dQw4w9WgXcQ?${'a'.repeat(5000)}`,
  ];

  expect(odd.filter((url) => recognise(url)?.frame)).toEqual([]);
  const extras = recognise('https://youtu.be/dQw4w9WgXcQ?t=1%22onload=1&list=%22%3E%3Cb%3E');
  expect(extras?.frame).toBe(`${nocookie}/dQw4w9WgXcQ?autoplay=1`);
});

test('other links stay links', () => {
  const plain = [
    'https://example.com/',
    'https://www.facebook.com/someone',
    'https://www.youtube.com/about',
    'mailto:a@b.example',
  ];

  expect(plain.filter((url) => recognise(url))).toEqual([]);
});

test('long odd addresses cost nothing (A9)', async () => {
  const { spent } = await processorTime(() => {
    for (let index = 0; index < 200; index += 1)
      recognise(`https://www.flickr.com/${'*/photos/'.repeat(200)}`);
  });

  expect(spent).toBeLessThan(1000);
});
