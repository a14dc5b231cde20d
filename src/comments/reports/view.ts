// comments/reports/view.ts: what readers reported of a comment, as moderators read it.
import { N_, translate } from '../../base/language/gettext.ts';
import type { Report } from './queries.ts';
import { reportReasons } from './reasons.ts';

export interface ReportView {
  reason: string;
  words: string;
  date: string;
  time: string;
  /** What came of it; '' while it waits. */
  outcome: string;
}

/** @param reports of one comment, the newest first */
export const reportsView = (reports: Report[], dateOf: (date: Date) => string): ReportView[] =>
  reports.map(({ reason, words, reported_at, outcome }) => ({
    reason: translate(reportReasons[reason]),
    words,
    date: dateOf(reported_at),
    time: reported_at.toISOString(),
    outcome: outcome ? translate(outcomes[outcome]) : '',
  }));

const outcomes = { dismissed: N_('Dismissed'), acted: N_('Acted on') };
