// site/embed-outer.ts: passes on what a framed page says of its height and of where a reader wants to go
// (the messages of WordPress's wp-embed), after looking at it. What comes without the secret is not heard.

const frame = document.querySelector('iframe');
const secret = frame?.dataset.secret;
if (frame && secret && window.parent !== window) passOn(frame, secret);

function passOn(frame: HTMLIFrameElement, secret: string): void {
  const least = 200;
  const most = 1000;
  const tell = (what: { embed_height: number } | { embed_link: string }) =>
    window.parent.postMessage(what, location.origin);

  const tellHeight = (height: number) => {
    if (Number.isFinite(height)) tell({ embed_height: Math.min(most, Math.max(least, Math.ceil(height))) });
  };

  /** A framed page leads only to its own host. */
  const tellLink = (value: unknown) => {
    if (typeof value !== 'string' || !URL.canParse(value)) return;
    const { host, protocol, href } = new URL(value);
    if (/^https?:$/.test(protocol) && host === new URL(frame.src).host) tell({ embed_link: href });
  };

  window.addEventListener('message', ({ source, data }: MessageEvent<Partial<Message> | null>) => {
    if (source !== frame.contentWindow || data?.secret !== secret) return;
    if (data.message === 'height') tellHeight(Number(data.value));
    if (data.message === 'link') tellLink(data.value);
  });
  frame.addEventListener('load', () => frame.contentWindow?.postMessage({ message: 'ready', secret }, '*'));
}

interface Message {
  message: unknown;
  value: unknown;
  secret: unknown;
}
