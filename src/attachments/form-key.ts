// attachments/form-key.ts: the key of one drawn form: files and the comment sent with it belong together.
import { randomWord } from '../media/file-name.ts';

/** Unguessable; one for each form that is drawn, and never from a page kept in a shared cache. */
export const newFormKey = (): string => randomWord();
