// import/text.ts: how far an import is and what became of it, in plain text for the command line.
import type { SummaryRow } from './summary.ts';

/** `[##########----------] 50 %  120 posts, 3,400 comments` */
export function progressLine(part: number, rows: SummaryRow[]): string {
  const share = Math.max(0, Math.min(1, part || 0));
  const filled = Math.round(share * 20);
  const bar = '#'.repeat(filled) + '-'.repeat(20 - filled);
  const done = rows
    .filter(({ kind }) => ['posts', 'pages', 'comments', 'media'].includes(kind))
    .map(({ kind, came_in, already_there }) => `${number(came_in + already_there)} ${kind}`);
  return `[${bar}] ${Math.round(share * 100)} %  ${done.join(', ')}`;
}

/** A table: kind, came in, already there, left out, mended and why. */
export function summaryTable(rows: SummaryRow[]): string {
  const head = ['', 'came in', 'already there', 'left out', 'mended', 'why'];
  const lines = rows.map(({ kind, came_in, already_there, left_out, mended, reasons }) => [
    kind,
    number(came_in),
    number(already_there),
    number(left_out),
    number(mended),
    reasons.join('; '),
  ]);
  const last = head.length - 1;
  const widths = head.map((_, column) =>
    Math.max(...[head, ...lines].map((line) => (column < last ? line[column]!.length : 0))),
  );
  const print = (line: string[]) =>
    line
      .map((cell, column) =>
        column === 0 || column === last ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join('  ')
      .trimEnd();
  return [head, ...lines].map(print).join('\n');
}

const number = (value: number): string => value.toLocaleString('en-US');
