// privacy/request.ts: somebody asks for the personal data of an address, or to have it erased. Needs no database.
import { N_ } from '../base/language/gettext.ts';

/** What may be asked, with the names of WordPress's tools. */
export const kinds = { export: N_('Export Personal Data'), erase: N_('Erase Personal Data') } as const;
export type Kind = keyof typeof kinds;

/** WordPress's statuses with their labels. */
export const statuses = {
  /** A link was mailed to the address and not followed yet. */
  pending: N_('Pending'),
  confirmed: N_('Confirmed'),
  /** Nobody followed the link in time. */
  failed: N_('Failed'),
  completed: N_('Completed'),
} as const;
export type Status = keyof typeof statuses;

export interface DataRequest {
  id: number;
  kind: Kind;
  /** In lower case. */
  address: string;
  status: Status;
  created_at: Date;
  created_by: number | null;
  /** When the last link was mailed; null when no proof was asked for. */
  mailed_at: Date | null;
  confirmed_at: Date | null;
  /** When somebody set the erasing going. */
  started_at: Date | null;
  completed_at: Date | null;
  /** What came of erasing. */
  removed: number;
  retained: string[];
}

export const hour = 3_600_000;

/** Erasing that was not done after so long has stopped: its job failed, and it may be started again. */
const stopped_after = hour;

/** How far erasing is: not set going or done, under way, or stopped. */
export function erasingOf(
  { now }: { now: () => Date },
  { started_at, completed_at }: DataRequest,
): 'none' | 'going' | 'stopped' {
  if (!started_at || completed_at) return 'none';
  return now().getTime() - started_at.getTime() < stopped_after ? 'going' : 'stopped';
}

/** The screen of each tool, under WordPress's names. */
export const screens: Record<Kind, string> = {
  export: '/admin/export-personal-data',
  erase: '/admin/erase-personal-data',
};

/** So long a mailed link confirms. */
export const confirm_hours = 48;
/** So long a link to the file is good. */
export const file_days = 3;
/** So long what is over is listed. */
export const kept_days = 365;
