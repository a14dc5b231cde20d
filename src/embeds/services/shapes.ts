// embeds/services/shapes.ts: links told by their shape on any host: Mastodon, PeerTube, files of sound and film.
import type { Address } from '../address.ts';
import type { Found } from './service.ts';

/** What the shape of a link alone says. */
export function readShape(address: Address): Found | undefined {
  return mediaFile(address) ?? mastodon(address) ?? peertube(address);
}

function mediaFile({ host, segments }: Address): Found | undefined {
  const file = segments.at(-1) ?? '';
  const extension = /\.([a-z\d]{2,4})$/i.exec(file)?.[1]?.toLowerCase() ?? '';
  const isAudio = ['mp3', 'm4a', 'ogg', 'oga', 'opus', 'wav', 'flac'].includes(extension);
  const isVideo = ['mp4', 'm4v', 'webm', 'ogv', 'mov'].includes(extension);
  if (!isAudio && !isVideo) return;
  return {
    provider: host,
    kind: isVideo ? 'video' : 'rich',
    title: file,
    ...(isVideo ? { width: 16, height: 9 } : { width: 600, height: 54 }),
    media: isVideo ? 'video' : 'audio',
  };
}

function mastodon({ host, segments: [author = '', id = '', ...more] }: Address): Found | undefined {
  if (!/^@\w{1,40}(@[\w.-]{3,120})?$/.test(author) || !/^\d{6,20}$/.test(id) || more.length) return;
  const title = `Post by ${author} on ${host}`;
  return { provider: 'Mastodon', kind: 'rich', title, width: 600, height: 450, discover: true };
}

function peertube({ segments }: Address): Found | undefined {
  const path = segments.join('/');
  const isVideo =
    /^w\/[1-9A-HJ-NP-Za-km-z]{22}$/.test(path) ||
    /^videos\/watch\/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(path);
  if (!isVideo) return;
  return {
    provider: 'PeerTube',
    kind: 'video',
    title: 'Video on PeerTube',
    width: 16,
    height: 9,
    discover: true,
  };
}
