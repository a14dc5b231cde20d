// base/http/places.ts: so many at work at once, so many waiting for that, and no more: a semaphore with a bounded queue.

/** How many may be at work, how many may wait, and for how many milliseconds at most. */
export interface Share {
  at_work: number;
  waiting: number;
  patience: number;
}

/** Gives a place back; calling it twice does no harm. */
export type Leave = () => void;

export interface Places {
  /**
   * Takes a place, in the order of asking.
   * @param gone who asks has left: they do not wait any longer
   * @returns undefined when the queue is full, the patience is over or who asked has left
   */
  take(gone?: AbortSignal): Promise<Leave | undefined>;
  /** Takes a place without waiting, even one too many: for work that cannot be put off any more. */
  takeNow(): Leave;
  /** How many are at work and how many wait. */
  count(): { at_work: number; waiting: number };
}

/** Opens a share with all its places free. */
export function openPlaces({ at_work: most, waiting: longest, patience }: Share): Places {
  let taken = 0;
  const queue = new Set<(place: Leave | undefined) => void>();

  const takeNow = (): Leave => {
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
        const answer = (place: Leave | undefined) => {
          clearTimeout(timer);
          gone?.removeEventListener('abort', giveUp);
          queue.delete(answer);
          resolve(place);
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
