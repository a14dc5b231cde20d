// comments/reports/reasons.ts: what a reader says who reports a comment. Needs no database.
import { N_ } from '../../base/language/gettext.ts';

/** Why a comment is reported, in the words of the form. */
export const reportReasons = {
  spam: N_('It is spam or advertising'),
  abuse: N_('It insults or threatens somebody'),
  unlawful: N_('It is against the law'),
  other: N_('Something else'),
} as const;
export type ReportReason = keyof typeof reportReasons;

export interface GivenReport {
  /** Who: a user or a browser, as comment_reports has it. */
  person: string;
  /** A keyed hash of the network that it came from; null for those of earlier times. */
  network: string | null;
  reason: ReportReason;
  /** What they add; '' for nothing. */
  words: string;
}

/** Characters that a reader may add. */
export const mostReportWords = 500;

/** Where a comment is reported; site-relative. */
export const reportPath = (id: number): string => `/comments/${id}/report`;
