// media/documents/clean-rtf.ts: RTF without the names of those who wrote it.

/** The front of a file, where what is said of it stands. */
const front = 2 ** 16;
const telling = /\{(?:\\\*)?\\(?:author|operator|company|manager|doccomm)[ \\{][^{}]{0,2000}(?=\})/g;

/** Overwrites the names with blanks (RTF 1.9, "Information group"). */
export function cleanRtf(bytes: Buffer): void {
  const text = bytes.toString('latin1', 0, front);
  for (const { 0: group, index } of text.matchAll(telling)) {
    const name = /^\{(?:\\\*)?\\[a-z]+/.exec(group)![0].length;
    bytes.fill(0x20, index + name, index + group.length);
  }
}
