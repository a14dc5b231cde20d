// tests/embeds/providers.test.ts: every kind of address that WordPress 7.1 embeds, and those it lost, has somebody to ask.
import { expect, test } from 'vitest';
import { recognise } from '../../src/embeds/recognise.ts';

const addresses = `
https://www.youtube.com/watch?v=dQw4w9WgXcQ
https://www.youtube.com/playlist?list=PLx0sYbCqOb8Q
https://m.youtube.com/shorts/dQw4w9WgXcQ
https://youtube.com/live/dQw4w9WgXcQ
https://youtu.be/dQw4w9WgXcQ
https://vimeo.com/76979871
https://player.vimeo.com/video/76979871
https://dailymotion.com/video/x7tgad0
https://dai.ly/x7tgad0
https://flickr.com/photos/a/1
https://flic.kr/p/abc
http://www.flickr.com/photos/a/1/
https://me.smugmug.com/a/b
https://www.scribd.com/doc/123/a
https://scribd.com/document/123/a
https://wordpress.tv/2020/1/
https://a.crowdsignal.net/x
https://a.polldaddy.com/s/x
https://poll.fm/123
https://a.survey.fm/x
https://twitter.com/jack
https://twitter.com/jack/status/20
https://twitter.com/jack/likes
https://twitter.com/jack/lists/x
https://twitter.com/jack/timelines/12
https://twitter.com/i/moments/12
https://soundcloud.com/a/b
https://open.spotify.com/track/4cOdK2wGLETKBW3PvgPWqT
https://play.spotify.com/track/4cOdK2wGLETKBW3PvgPWqT
https://imgur.com/abcde12
https://i.imgur.com/abcde12.jpg
https://issuu.com/me/docs/paper
https://www.mixcloud.com/me/mix/
https://mixcloud.com/me/mix/
https://www.ted.com/talks/some_talk
https://embed.ted.com/talks/some_talk
https://animoto.com/play/abc
https://video214.com/play/abc
https://me.tumblr.com/post/123/words
https://www.tumblr.com/me/123/words
https://www.kickstarter.com/projects/a/b
https://kck.st/abc
https://cloudup.com/abc
https://www.reverbnation.com/me
https://reverbnation.com/me
https://videopress.com/v/abc
https://www.reddit.com/r/node/comments/abc123/words/
https://speakerdeck.com/me/talk
https://www.amazon.com/dp/B1
https://a.co/abc
https://amzn.to/abc
https://www.amazon.de/dp/B1
https://amzn.eu/abc
https://amzn.in/abc
https://www.amazon.co.jp/dp/B1
https://amzn.asia/abc
https://www.amazon.cn/dp/B1
https://z.cn/abc
https://www.amazon.com.mx/dp/B1
https://www.amazon.com.br/dp/B1
https://www.amazon.ca/dp/B1
https://www.amazon.com.au/dp/B
https://www.someecards.com/birthday-cards/x
https://www.someecards.com/usercards/viewcard/x
https://some.ly/abc
https://www.tiktok.com/@me/video/6718335390845095173
https://www.tiktok.com/@me
https://www.pinterest.com/pin/1/
https://de.pinterest.com/pin/1/
https://www.pinterest.com.au/pin/1/
https://www.pinterest.com.mx/pin/1/
https://www.wolframcloud.com/obj/abc
https://pca.st/abc
https://play.anghami.com/song/1
https://www.anghami.com/song/1
https://bsky.app/profile/bsky.app/post/3kx2w3abcde2a
https://www.canva.com/design/abc/view
https://www.canva.com/design/abc/view?x=1
https://www.facebook.com/zuck/posts/10102577175875681
https://www.instagram.com/p/CrAbCdEf/
https://www.threads.net/@zuck/post/CuXFPIeLLod
https://www.threads.com/@zuck/post/CuXFPIeLLod
https://x.com/jack/status/20
https://mobile.x.com/jack/status/20
`;

test.each(addresses.trim().split('\n'))('%s has an oEmbed door', (url) => {
  const found = recognise(url);

  expect(found?.provider).toBeTruthy();
  expect(found?.oembed).toMatch(/^https:\/\/[^{}]+[?&]url=/);
});
