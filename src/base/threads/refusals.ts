// base/threads/refusals.ts: what is said of a job that a thread does not do, or does not finish.
import { httpError, type HttpError } from '../errors.ts';
import { N_, translate } from '../language/gettext.ts';

/** What a job is about. */
export type Noun = keyof typeof sayings;

const sayings = {
  text: {
    code: 'html_refused',
    busy: N_('Many texts are waiting to be set. Please send yours again in a moment.'),
    long: N_('The text takes too long to be set. Please make several of it.'),
    much: N_('The text takes too much memory to be set. Please make several of it.'),
  },
  picture: {
    code: 'picture_refused',
    busy: N_('Many pictures are waiting to be read. Please send yours again in a moment.'),
    long: N_('The picture takes too long to be read.'),
    much: N_('The picture takes too much memory to be read.'),
  },
  document: {
    code: 'document_refused',
    busy: N_('Many documents are waiting to be read. Please send yours again in a moment.'),
    long: N_('The document takes too long to be read. Please save it anew, or send it in another format.'),
    much: N_(
      'The document takes too much memory to be read. Please save it anew, or send it in another format.',
    ),
  },
};

export const busy = (noun: Noun): HttpError =>
  Object.assign(httpError(503, 'busy', translate(sayings[noun].busy)), { retry_after: 10 });
export const tooLong = (noun: Noun): HttpError =>
  httpError(422, sayings[noun].code, translate(sayings[noun].long));
export const tooMuch = (noun: Noun): HttpError =>
  httpError(422, sayings[noun].code, translate(sayings[noun].much));
