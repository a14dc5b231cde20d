// site/embeds.ts: turns an embed's card into the service's own frame, when its reader clicks and not before.

const sandbox =
  'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-forms allow-presentation';
const features = 'autoplay; encrypted-media; fullscreen; picture-in-picture; clipboard-write';

document.addEventListener('click', (event) => {
  const card =
    event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a.embed-card') : null;
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!card || !isPlain || event.defaultPrevented) return;
  const shown = fileOf(card) ?? frameOf(card);
  if (!shown) return;
  event.preventDefault();
  card.replaceWith(shown, linkTo(card));
  shown.focus();
});

/** A player of the browser's own for a file of sound or film. */
function fileOf(card: HTMLAnchorElement): HTMLMediaElement | undefined {
  const { shape } = card.dataset;
  if (shape !== 'audio' && shape !== 'video') return undefined;
  const player = document.createElement(shape);
  player.src = card.href;
  player.controls = true;
  player.autoplay = true;
  player.className = 'embed-file';
  player.setAttribute('aria-label', card.dataset.title ?? '');
  return player;
}

/** The frame. The server made its address of checked parts; the page's policy names the hosts it may lie on. */
function frameOf(card: HTMLAnchorElement): HTMLIFrameElement | undefined {
  const address = card.dataset.frame;
  if (!address) return undefined;
  const { protocol, origin } = new URL(address, location.href);
  if (protocol !== 'https:' && origin !== location.origin) return undefined;
  const frame = document.createElement('iframe');
  frame.className = 'embed-frame';
  frame.title = card.dataset.title ?? '';
  frame.setAttribute('sandbox', sandbox);
  frame.setAttribute('allow', features);
  frame.allowFullscreen = true;
  frame.referrerPolicy = 'strict-origin-when-cross-origin';
  frame.tabIndex = 0;
  frame.src = address;
  return frame;
}

/** What remains of the card under the frame: the way to the service itself. */
function linkTo(card: HTMLAnchorElement): HTMLAnchorElement {
  const link = document.createElement('a');
  link.className = 'embed-source';
  link.href = card.href;
  link.rel = card.rel;
  link.textContent = card.querySelector('.embed-address')?.textContent ?? card.href;
  return link;
}

// The page of ours around a foreign frame tells how tall it is, and where a click in it leads.
window.addEventListener('message', ({ source, origin, data }: MessageEvent<Partial<Told> | null>) => {
  if (origin !== location.origin || typeof data !== 'object' || data === null) return;
  const frames = [...document.querySelectorAll<HTMLIFrameElement>('iframe.embed-frame')];
  const frame = frames.find((one) => one.contentWindow === source);
  if (!frame) return;
  const { embed_height: height, embed_link: link } = data;
  if (typeof height === 'number' && Number.isFinite(height)) frame.style.blockSize = `${height}px`;
  const isPressed = document.activeElement === frame;
  if (isPressed && typeof link === 'string' && /^https?:/.test(link)) location.assign(link);
});

/** What it says; from elsewhere it might be anything. */
interface Told {
  embed_height: unknown;
  embed_link: unknown;
}
