// comments/moderation/undo-time.ts: how long a decision can be undone.

const undoDays = 30;

/** Since when decisions can be undone. */
export const undoSince = (now: Date): Date => new Date(now.getTime() - undoDays * 86_400_000);
