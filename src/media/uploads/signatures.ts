// media/uploads/signatures.ts: what the first bytes of each kind of file must look like.

/** The names in the table of file types. */
export type Signature = keyof typeof signatures;

/** How many bytes from the front are enough for every test here. */
export const headBytes = 4100;

/** Whether the front of a file fits the signature. What lies deeper (zip entries, all of a text) is checked elsewhere. */
export const fits = (signature: Signature, head: Buffer): boolean => signatures[signature](head);

type Test = (head: Buffer) => boolean;

const starts =
  (...beginnings: (string | number[])[]): Test =>
  (head) =>
    beginnings.some((bytes) => at(head, 0, bytes));

const isOle = starts([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const isZip = starts([0x50, 0x4b, 3, 4], [0x50, 0x4b, 5, 6]);

const signatures = {
  jpeg: starts([0xff, 0xd8, 0xff]),
  png: starts([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  gif: isGif,
  webp: riff('WEBP'),
  avif: brand(/^(avif|avis)$/),
  // AVIF names the brands of HEIF besides its own.
  heif: (head) =>
    brand(/^(heic|heix|heim|heis|hevc|hevx|hevm|hevs|mif1|msf1)$/)(head) && !brand(/^(avif|avis)$/)(head),
  bmp: (head) =>
    at(head, 0, 'BM') && head.length > 26 && head.readUInt32LE(14) <= 124 && head.readUInt32LE(6) === 0,
  tiff: starts([0x49, 0x49, 0x2a, 0], [0x4d, 0x4d, 0, 0x2a]),
  ico: (head) =>
    at(head, 0, [0, 0, 1, 0]) && head.length > 22 && head[4]! > 0 && head[5] === 0 && head[9] === 0,
  mp3: (head) => at(head, 0, 'ID3') || (head[0] === 0xff && (head[1]! & 0xe6) === 0xe2) || isLayer3(head),
  aac: (head) => at(head, 0, 'ADIF') || at(head, 0, 'ID3') || isAdts(head),
  wav: riff('WAVE'),
  avi: riff('AVI '),
  ogg: starts('OggS'),
  flac: starts('fLaC'),
  asf: starts([0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11]),
  ebml: starts([0x1a, 0x45, 0xdf, 0xa3]),
  midi: starts('MThd'),
  realaudio: starts('.RMF', [0x2e, 0x72, 0x61, 0xfd]),
  isom: (head) => isMovie(head),
  mpeg: starts([0, 0, 1, 0xba], [0, 0, 1, 0xb3]),
  flv: starts([0x46, 0x4c, 0x56, 1]),
  pdf: isPdf,
  ole: isOle,
  docx: isZip,
  xlsx: isZip,
  pptx: isZip,
  zip: isZip,
  odf: (head) => isZip(head) && at(head, 30, 'mimetypeapplication/vnd.oasis.opendocument.'),
  rtf: starts('{\\rtf'),
  wordperfect: starts([0xff, 0x57, 0x50, 0x43]),
  psd: starts('8BPS'),
  xcf: starts('gimp xcf'),
  gzip: starts([0x1f, 0x8b, 8]),
  tar: (head) => at(head, 257, 'ustar'),
  rar: starts([0x52, 0x61, 0x72, 0x21, 0x1a, 7]),
  '7z': starts([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]),
  write: starts([0x31, 0xbe, 0, 0], [0x32, 0xbe, 0, 0]),
  access: (head) => at(head, 4, 'Standard Jet DB') || at(head, 4, 'Standard ACE DB'),
  onenote: starts([0xe4, 0x52, 0x5c, 0x7b], [0xa1, 0x2f, 0xff, 0x43]),
  cabinet: starts('MSCF'),
  text: (head) => !looksLikeMarkup(head) && !looksLikeProgram(head),
} satisfies Record<string, Test>;

// Narrower than the signatures where several types share one; a type that begins like anything, such as text, proves nothing.
const telling = [
  ...(['jpg', 'png', 'gif', 'webp', 'avif', 'bmp', 'tiff', 'ico'] as const).map(
    (one) => [one, signatures[one === 'jpg' ? 'jpeg' : one]] as const,
  ),
  ['heic', signatures.heif],
  ['m4a', (head) => at(head, 4, 'ftypM4A ') || at(head, 4, 'ftypM4B ')],
  ['mov', (head) => at(head, 4, 'ftypqt  ')],
  ['mp4', brand(/^(?:isom|iso\d|mp4\d|avc1|M4V )$/)],
  ['webm', (head) => signatures.ebml(head) && head.subarray(0, 64).includes('webm')],
  ['mkv', (head) => signatures.ebml(head) && head.subarray(0, 64).includes('matroska')],
  ...(['ogg', 'flac', 'wav', 'avi', 'flv'] as const).map((one) => [one, signatures[one]] as const),
  ['mid', signatures.midi],
  ['mp3', (head) => at(head, 0, 'ID3') || isLayer3(head)],
  ['aac', isAdts],
  ...(['pdf', 'rtf', 'psd', 'docx', 'xlsx', 'pptx'] as const).map((one) => [one, signatures[one]] as const),
  ['odt', openDocument('text')],
  ['ods', openDocument('spreadsheet')],
  ['odp', openDocument('presentation')],
  ...(['zip', 'rar', '7z'] as const).map((one) => [one, signatures[one]] as const),
  ['gz', signatures.gzip],
] satisfies (readonly [string, Test])[];

/** The extensions of types these bytes may be by themselves, the likeliest first; [] when they do not tell. */
export const extensionsFor = (head: Buffer): string[] =>
  telling.filter(([, test]) => test(head)).map(([extension]) => extension);

/** Programs and scripts are refused under whatever name they come. */
export function looksLikeProgram(head: Buffer): boolean {
  return (
    at(head, 0, '#!') ||
    at(head, 0, 'MZ') ||
    at(head, 0, [0x7f, 0x45, 0x4c, 0x46]) ||
    at(head, 0, [0xca, 0xfe, 0xba, 0xbe]) ||
    at(head, 0, [0xcf, 0xfa, 0xed, 0xfe]) ||
    at(head, 0, '#EXTM3U') ||
    at(head, 0, '%!PS')
  );
}

/** Whether a text would be a page or a script to something that guesses. */
export function looksLikeMarkup(head: Buffer): boolean {
  const text = head.toString('latin1').replaceAll('\0', '');
  return /<(!doctype|\?php|\?xml|\?=|html|head|body|script|svg|iframe|object|embed|meta|link|style|x:|soap)/i.test(
    text,
  );
}

function at(head: Buffer, offset: number, bytes: string | number[]): boolean {
  const wanted = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : Buffer.from(bytes);
  return head.subarray(offset, offset + wanted.length).equals(wanted);
}

function riff(kind: string): Test {
  return (head) => at(head, 0, 'RIFF') && at(head, 8, kind);
}

function openDocument(kind: string): Test {
  return (head) => isZip(head) && at(head, 30, `mimetypeapplication/vnd.oasis.opendocument.${kind}`);
}

/** GIF whose first block is one: a script dressed up as GIF89a has no such block. */
function isGif(head: Buffer): boolean {
  if (head.length < 14 || (!at(head, 0, 'GIF87a') && !at(head, 0, 'GIF89a'))) return false;
  const flags = head[10] ?? 0;
  const colours = flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
  const first = head[13 + colours];
  return head.readUInt16LE(6) > 0 && (first === 0x21 || first === 0x2c);
}

/** What begins as a PDF is guessed to be nothing else; its metadata (XMP, ISO 16684-1) are XML, and may come first. */
function isPdf(head: Buffer): boolean {
  if (!head.subarray(0, 1024).includes('%PDF-')) return false;
  return !looksLikeMarkup(at(head, 0, '%PDF-') ? withoutXmp(head) : head);
}

const withoutXmp = (head: Buffer): Buffer =>
  Buffer.from(head.toString('latin1').replaceAll(/<\?xml\s[^<>]*\?>|<\/?x:xmpmeta[^<>]*>/g, ''), 'latin1');

/** ISO base media with a brand (main or compatible) that matches. */
function brand(pattern: RegExp): Test {
  return (head) => brandsOf(head).some((one) => pattern.test(one));
}

function brandsOf(head: Buffer): string[] {
  if (head.length < 16 || !at(head, 4, 'ftyp')) return [];
  const end = Math.min(head.readUInt32BE(0), head.length, 512);
  const brands = [head.toString('latin1', 8, 12)];
  for (let offset = 16; offset + 4 <= end; offset += 4)
    brands.push(head.toString('latin1', offset, offset + 4));
  return brands;
}

/** MP4, 3GP or QuickTime; old QuickTime has no ftyp but begins with one of a few boxes. */
function isMovie(head: Buffer): boolean {
  const brands = brandsOf(head);
  if (brands.length) return !/^(avif|avis|heic|heix|mif1|msf1|crx )$/.test(brands[0]!);
  return ['moov', 'mdat', 'wide', 'free', 'skip', 'pnot'].some((box) => at(head, 4, box));
}

/** MPEG audio, layer III, whatever the version. */
function isLayer3(head: Buffer): boolean {
  return head[0] === 0xff && (head[1]! & 0xe0) === 0xe0 && (head[1]! & 0x06) === 0x02;
}

/** AAC as it is sent over a line, in frames with a head each. */
function isAdts(head: Buffer): boolean {
  return head[0] === 0xff && (head[1]! & 0xf6) === 0xf0;
}
