// embeds/services/frame-hosts.ts: the only hosts a frame may come from; the page's own policy says so to the browser.

export const frameHosts = [
  'www.youtube-nocookie.com',
  'player.vimeo.com',
  'geo.dailymotion.com',
  'www.facebook.com',
  'www.instagram.com',
  'www.threads.com',
  'platform.twitter.com',
  'embed.bsky.app',
  'embed.reddit.com',
  'imgur.com',
  'www.tiktok.com',
  'open.spotify.com',
  'w.soundcloud.com',
  'embed.ted.com',
];
