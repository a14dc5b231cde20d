// site/thread/live.ts: hears of what changes beneath an open post: by a stream, or by asking every minute where there is none.
import { isRequestError, request } from '../../shared/request.ts';
import { threadOf, type Fragment } from './fragments.ts';

interface Changes {
  version: number;
  fragments: Fragment[];
  is_stale: boolean;
}

/** In milliseconds: how often is asked without a stream, and how long one may take to open. */
const minute = 60_000;
const patience = 20_000;
/** After so many questions a stream is tried again. */
const mostQuestions = 10;

/**
 * Keeps the comments of this page as they are on the site, while somebody looks at it.
 * @param shown called when some have come or changed
 */
export function readAlong(shown: () => void): void {
  const comments = document.getElementById('comments');
  const { live: post, version } = document.getElementById('comment-thread')?.dataset ?? {};
  if (!comments || !post) return;
  const thread = threadOf(comments);
  const take = (fragments: Fragment[]) => {
    thread.take(fragments);
    shown();
  };
  let since = Number(version);
  let source: EventSource | undefined;
  let timer: number | undefined;
  let questions = 0;

  document.addEventListener('visibilitychange', () => (document.hidden ? stop() : start()));
  // A page that Back brings again must not have been kept from it by an open stream.
  window.addEventListener('pagehide', stop);
  window.addEventListener('pageshow', ({ persisted }) => persisted && start());
  if (!document.hidden) start();

  function start(): void {
    stop();
    if (questions) void ask();
    else listen();
  }

  function stop(): void {
    source?.close();
    source = undefined;
    window.clearTimeout(timer);
  }

  function listen(): void {
    const stream = new EventSource(`/comments/live/${post}?since=${since}`);
    source = stream;
    const giveUp = () => {
      stop();
      questions = mostQuestions;
      void ask();
    };
    // A proxy that keeps all of it back until the end is as good as none.
    timer = window.setTimeout(giveUp, patience);
    stream.addEventListener('open', () => window.clearTimeout(timer));
    // What breaks comes back by itself; what is refused does not.
    stream.addEventListener('error', () => stream.readyState === EventSource.CLOSED && giveUp());
    stream.addEventListener('comment', ({ data, lastEventId }: MessageEvent<string>) => {
      since = Number(lastEventId) || since;
      take([JSON.parse(data) as Fragment]);
    });
    stream.addEventListener('stale', ({ lastEventId }: MessageEvent<string>) => {
      since = Number(lastEventId) || since;
      thread.tellStale();
    });
  }

  async function ask(): Promise<void> {
    try {
      const changes = await request<Changes>(`/comments/live/${post}/changes?since=${since}`);
      since = changes.version;
      take(changes.fragments);
      if (changes.is_stale) thread.tellStale();
    } catch (error) {
      // There is nothing to hear of here any more.
      if (isRequestError(error) && error.status === 404) return;
    }
    if (document.hidden) return;
    questions -= 1;
    // Not all at once.
    timer = window.setTimeout(start, minute * (0.8 + Math.random() * 0.4));
  }
}
