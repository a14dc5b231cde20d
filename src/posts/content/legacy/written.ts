// posts/content/legacy/written.ts: what has to be read in a text as it was written, before a parser takes code for tags.
import { codeElements } from './code.ts';
import { captionsInside } from './captions.ts';

/** The HTML that an author's text stands for, where plugins of WordPress read it before browsers do. */
export const asMeant = (content: string): string => captionsInside(codeElements(content));
