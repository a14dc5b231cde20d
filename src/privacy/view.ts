// privacy/view.ts: what the lists of requests show.
import { __, _n, N_, translate } from '../base/language/gettext.ts';
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

const states = { going: N_('Being erased'), stopped: N_('Erasing stopped') };

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
    status: translate(erasing === 'none' ? statuses[status] : states[erasing]),
    date: dateOf(created_at),
    time: created_at.toISOString(),
    notes: [
      ...notesOf(request, dateOf),
      ...(erasing === 'stopped'
        ? [__('Not everything was erased. Start it again; it goes on where it stopped.')]
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
    const date = dateOf(completed_at);
    return [
      _n('%1$s thing was erased, %2$s.', '%1$s things were erased, %2$s.', removed, removed, date),
      ...retained,
    ];
  }
  if (completed_at) return [__(/* translators: a date */ 'Given out, %s.', dateOf(completed_at))];
  if (confirmed_at && mailed_at)
    return [__(/* translators: a date */ 'Confirmed by the address, %s.', dateOf(confirmed_at))];
  if (confirmed_at) return [__('No confirmation was asked for.')];
  return mailed_at ? [__(/* translators: a date */ 'A link was mailed, %s.', dateOf(mailed_at))] : [];
}

function actionsOf({ id, kind, status }: DataRequest): RequestView['actions'] {
  const to = (what: string, label: string) => ({ href: `${screens[kind]}/${id}/${what}`, label });
  const isProven = status === 'confirmed' || status === 'completed';
  return [
    ...(status === 'pending' || status === 'failed' ? [to('again', __('Send the link again'))] : []),
    ...(kind === 'export' && isProven
      ? [to('file', __('Download personal data')), to('mail', __('Email the link to the file'))]
      : []),
    ...(kind === 'erase' && status === 'confirmed' ? [to('erase', __('Erase personal data'))] : []),
    to('delete', __('Remove the request')),
  ];
}
