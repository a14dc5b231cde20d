// site/embed-outer.ts: passes on what a framed page says of its height and of where a reader wants to go
// (the messages of WordPress's wp-embed), after looking at it. What comes without the secret is not heard.
(() => {
  const frame = document.querySelector('iframe');
  const { secret } = frame.dataset;
  if (!secret || window.parent === window) return;

  const least = 200;
  const most = 1000;
  const tell = (what) => window.parent.postMessage(what, location.origin);

  window.addEventListener('message', ({ source, data }) => {
    if (source !== frame.contentWindow || data?.secret !== secret) return;
    if (data.message === 'height') tellHeight(Number(data.value));
    if (data.message === 'link') tellLink(data.value);
  });
  frame.addEventListener('load', () => frame.contentWindow.postMessage({ message: 'ready', secret }, '*'));

  function tellHeight(height) {
    if (Number.isFinite(height)) tell({ embed_height: Math.min(most, Math.max(least, Math.ceil(height))) });
  }

  /** A framed page leads only to its own host. */
  function tellLink(value) {
    if (typeof value !== 'string' || !URL.canParse(value)) return;
    const { host, protocol, href } = new URL(value);
    if (/^https?:$/.test(protocol) && host === new URL(frame.src).host) tell({ embed_link: href });
  }
})();
