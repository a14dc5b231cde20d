// base/http/session-data.ts: what a request may keep in its browser's session. Each file that keeps something declares it here.

/** What is kept, by name; JSON holds it. Whatever a request changes in it is saved before its answer leaves. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface SessionData {}

declare module 'express-serve-static-core' {
  interface Request {
    session: Partial<SessionData>;
    /** The id of the session, '' where there is none: never shown, it opens the door. */
    sessionID: string;
  }
}
