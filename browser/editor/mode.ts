// editor/mode.ts: what the write screen asks of each way to write.

/** A way to write the text; the textarea of the form is where the text itself is. */
export interface Mode {
  /** Reads the text anew: somebody else has changed it. */
  load(): void;
  /** Writes what is not written yet into the textarea. */
  flush(): void;
  /** Puts markup where the cursor is, as paragraphs of its own. */
  insert(markup: string): void;
  focus(): void;
  /** Takes everything away again; what was written stays in the textarea. */
  remove(): void;
}

/** What a way to write is given. */
export interface Place {
  textarea: HTMLTextAreaElement;
  /** Where it may put itself. */
  host: HTMLElement;
  /** Writes the text and tells the form, when it is another than before. */
  write(text: string): void;
  /** Puts markup at the end of the text, whatever is open. */
  append(markup: string): void;
}
