// import/movable-type/entry.ts: an entry of the Movable Type format, line by line.

/** A comment or ping: its own fields, and its words. */
export interface MtReply {
  kind: 'COMMENT' | 'PING';
  fields: Record<string, string>;
  lines: string[];
  /** Whether its fields are still coming. */
  in_head: boolean;
}

export interface MtEntry {
  /** AUTHOR, TITLE, DATE …; the last of several. */
  fields: Record<string, string>;
  categories: string[];
  /** BODY, EXTENDED BODY, EXCERPT, KEYWORDS. */
  texts: Record<string, string[]>;
  replies: MtReply[];
  /** What is being read: head, a name of `texts`, or a reply; undefined at the beginning of a section. */
  section: string | MtReply | undefined;
  lines: number;
  characters: number;
  was_cut: boolean;
}

const longest = 24_000_000;

export const newEntry = (): MtEntry => ({
  fields: {},
  categories: [],
  texts: {},
  replies: [],
  section: 'head',
  lines: 0,
  characters: 0,
  was_cut: false,
});

const replyFields = /^(AUTHOR|EMAIL|URL|IP|DATE|TITLE|BLOG NAME): ?(.*)$/;

/** Takes a line into what is being read. */
export function addLine(entry: MtEntry, line: string): void {
  if (line.trim()) entry.lines += 1;
  entry.characters += line.length;
  if (entry.characters > longest) {
    entry.was_cut = true;
    return;
  }
  if (entry.section === undefined) beginSection(entry, line.trim().slice(0, -1));
  else if (entry.section === 'head') addField(entry, line);
  else if (typeof entry.section === 'string') entry.texts[entry.section]!.push(line);
  else addToReply(entry.section, line);
}

function beginSection(entry: MtEntry, name: string): void {
  if (name === 'COMMENT' || name === 'PING') {
    const reply: MtReply = { kind: name, fields: {}, lines: [], in_head: true };
    entry.replies.push(reply);
    entry.section = reply;
  } else {
    entry.texts[name] ??= [];
    entry.section = name;
  }
}

function addField({ fields, categories }: MtEntry, line: string): void {
  const [, name, value = ''] = /^([A-Z][A-Z ]{1,30}): ?(.*)$/.exec(line) ?? [];
  if (!name) return;
  if (name === 'CATEGORY') categories.push(value.trim());
  else fields[name] = value.trim();
}

function addToReply(reply: MtReply, line: string): void {
  const [, name, value = ''] = (reply.in_head && replyFields.exec(line)) || [];
  if (name && reply.fields[name] === undefined) {
    reply.fields[name] = value.trim();
    return;
  }
  reply.in_head = false;
  reply.lines.push(line);
}
