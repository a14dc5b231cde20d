// privacy/view.ts: what the lists of requests show.
import { erasingOf, screens, statuses, type DataRequest } from './request.ts';

export interface RequestView {
  address: string;
  status: string;
  date: string;
  time: string;
  /** What came of it, a sentence each. */
  notes: string[];
  /** What may be done next. */
  actions: { href: string; label: string }[];
}

const states = { going: 'Being erased', stopped: 'Erasing stopped' };

/** @param blog says what time it is */
export function requestView(
  blog: { now: () => Date },
  request: DataRequest,
  dateOf: (date: Date) => string,
): RequestView {
  const { address, status, created_at } = request;
  const erasing = erasingOf(blog, request);
  return {
    address,
    status: erasing === 'none' ? statuses[status] : states[erasing],
    date: dateOf(created_at),
    time: created_at.toISOString(),
    notes: [
      ...notesOf(request, dateOf),
      ...(erasing === 'stopped'
        ? ['Not everything was erased. Start it again; it goes on where it stopped.']
        : []),
    ],
    actions: erasing === 'going' ? [] : actionsOf(request),
  };
}

function notesOf(
  { kind, confirmed_at, completed_at, mailed_at, removed, retained }: DataRequest,
  dateOf: (date: Date) => string,
): string[] {
  if (completed_at && kind === 'erase') {
    const count = removed === 1 ? '1 thing was erased' : `${removed} things were erased`;
    return [`${count}, ${dateOf(completed_at)}.`, ...retained];
  }
  if (completed_at) return [`Given out, ${dateOf(completed_at)}.`];
  if (confirmed_at && mailed_at) return [`Confirmed by the address, ${dateOf(confirmed_at)}.`];
  if (confirmed_at) return ['No confirmation was asked for.'];
  return mailed_at ? [`A link was mailed, ${dateOf(mailed_at)}.`] : [];
}

function actionsOf({ id, kind, status }: DataRequest): RequestView['actions'] {
  const to = (what: string, label: string) => ({ href: `${screens[kind]}/${id}/${what}`, label });
  const isProven = status === 'confirmed' || status === 'completed';
  return [
    ...(status === 'pending' || status === 'failed' ? [to('again', 'Send the link again')] : []),
    ...(kind === 'export' && isProven
      ? [to('file', 'Download personal data'), to('mail', 'Email the link to the file')]
      : []),
    ...(kind === 'erase' && status === 'confirmed' ? [to('erase', 'Erase personal data')] : []),
    to('delete', 'Remove the request'),
  ];
}
