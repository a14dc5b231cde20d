// base/http/semaphore.ts: a semaphore with a bounded queue: so many at work at once, so many queued for that, and no more.

/** How many may be at work, how many may wait, and for how many milliseconds at most. */
export interface Share {
  at_work: number;
  waiting: number;
  patience: number;
}

/** Releases a slot; calling it twice does no harm. */
export type Release = () => void;

export interface Semaphore {
  /**
   * Acquires a slot, in the order of asking.
   * @param gone who asks has left: they do not wait any longer
   * @returns undefined when the queue is full, the patience is over or who asked has left
   */
  take(gone?: AbortSignal): Promise<Release | undefined>;
  /** Acquires a slot without waiting, even one too many: for work that cannot be put off any more. */
  takeNow(): Release;
  /** How many are at work and how many wait. */
  count(): { at_work: number; waiting: number };
}

/** Opens a semaphore with all its slots free. */
export function openSemaphore({ at_work: most, waiting: longest, patience }: Share): Semaphore {
  let taken = 0;
  const queue = new Set<(slot: Release | undefined) => void>();

  const takeNow = (): Release => {
    let isHeld = true;
    taken += 1;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      taken -= 1;
      const [first] = queue;
      if (first && taken < most) first(takeNow());
    };
  };

  return {
    takeNow,
    take(gone) {
      if (gone?.aborted) return Promise.resolve(undefined);
      if (taken < most) return Promise.resolve(takeNow());
      if (queue.size >= longest) return Promise.resolve(undefined);
      return new Promise((resolve) => {
        const answer = (slot: Release | undefined) => {
          clearTimeout(timer);
          gone?.removeEventListener('abort', giveUp);
          queue.delete(answer);
          resolve(slot);
        };
        const giveUp = () => answer(undefined);
        const timer = setTimeout(giveUp, patience);
        gone?.addEventListener('abort', giveUp);
        queue.add(answer);
      });
    },
    count: () => ({ at_work: taken, waiting: queue.size }),
  };
}
