// import/threads.ts: comments in any order become batches of one post each, so that one transaction brings many in.
import type { WxrComment, WxrThread } from './wxr/wxr.ts';

/** A comment with what names its post. */
export interface Placed {
  post: string;
  addresses: string[];
  comment: WxrComment;
}

/** So much waits in memory. */
const most = { comments: 2000, characters: 4_000_000 };
/** Comments of one batch. */
const batch = 200;

export interface Gathering {
  add(placed: Placed): Generator<WxrThread>;
  end(): Generator<WxrThread>;
}

/** Gathers comments; hands out what it has when that becomes much. */
export function gathering(): Gathering {
  const waiting = new Map<string, WxrThread>();
  let [count, characters] = [0, 0];
  function* end(): Generator<WxrThread> {
    const threads = [...waiting.values()];
    waiting.clear();
    [count, characters] = [0, 0];
    yield* threads;
  }
  return {
    end,
    *add({ post, addresses, comment }) {
      const key = `${post}\n${addresses.join('\n')}`;
      const thread = waiting.get(key) ?? { kind: 'thread', post, addresses, comments: [] };
      waiting.set(key, thread);
      thread.comments.push(comment);
      count += 1;
      characters += (comment.fields.content ?? '').length;
      if (thread.comments.length >= batch) {
        waiting.delete(key);
        count -= thread.comments.length;
        yield thread;
      } else if (count >= most.comments || characters >= most.characters) yield* end();
    },
  };
}

/** The same for a list that is known as a whole. */
export function* inThreads(all: Iterable<Placed>): Generator<WxrThread> {
  const gathered = gathering();
  for (const one of all) yield* gathered.add(one);
  yield* gathered.end();
}
