// media/pictures/decode-heic.ts: the pixels of a HEIC picture, made in a thread by libheif, which has bounded memory there.
import fs from 'node:fs/promises';
import { boxesBetween, readAt, type Box } from './boxes.ts';
import { rawTiffHead } from './raw-tiff.ts';

export interface HeicInput {
  /** Paths: of the picture, and of the TIFF that is made of it. */
  from: string;
  to: string;
  most_pixels: number;
}

/** Of the compiled library: enough for fifty megapixels. */
const mostMemory = 2 ** 29 + 2 ** 28;
const memoryPage = 2 ** 16;
const mostBytes = 2 ** 26;

/** Writes the picture, upright and with its colour profile, as a TIFF. @throws Error when it is broken or too large */
export async function decodeHeic({ from, to, most_pixels }: HeicInput): Promise<null> {
  boundMemory();
  const { default: libheif } = await import('libheif-js/wasm-bundle.js');
  const { size } = await fs.stat(from);
  if (size > mostBytes) throw new Error('the HEIC picture has too many bytes');
  const images = new libheif.HeifDecoder().decode(await fs.readFile(from));
  try {
    const image = images.find((one) => one.is_primary()) ?? images[0];
    if (!image) throw new Error('there is no picture in the HEIC file');
    const [width, height] = [image.get_width(), image.get_height()];
    if (width * height > most_pixels) throw new Error('the HEIC picture has too many pixels');
    const canvas = { data: new Uint8ClampedArray(width * height * 4), width, height };
    const drawn = await new Promise<typeof canvas | null>((resolve) => image.display(canvas, resolve));
    if (!drawn) throw new Error('the HEIC picture is damaged');
    await fs.writeFile(to, [rawTiffHead(width, height, await profileIn(from)), drawn.data], { flag: 'wx' });
    return null;
  } finally {
    for (const image of images) image.free();
  }
}

let isBounded = false;

/** In this thread alone: a picture that claims to be a wall gets an error, and the machine keeps its memory. */
function boundMemory(): void {
  if (isBounded) return;
  isBounded = true;
  // The library says there what its caller learns anyway.
  // oxlint-disable-next-line no-console -- it is silenced here, not used
  console.log = () => {};
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (this: WebAssembly.Memory, pages) {
    if (this.buffer.byteLength + pages * memoryPage > mostMemory) throw new RangeError('no more memory');
    return grow.call(this, pages);
  };
}

/** The colour profile of the picture (ISO/IEC 23008-12, 6.5.5), if it has one of red, green and blue. */
async function profileIn(path: string): Promise<Buffer | undefined> {
  const handle = await fs.open(path);
  try {
    let boxes: Box[] = await boxesBetween(handle, 0, (await handle.stat()).size);
    for (const type of ['meta', 'iprp', 'ipco']) {
      const box = boxes.find((one) => one.type === type);
      if (!box) return undefined;
      boxes = await boxesBetween(handle, box.content + (type === 'meta' ? 4 : 0), box.end);
    }
    for (const { type, content, end } of boxes) {
      if (type !== 'colr' || end - content > 2 ** 20) continue;
      const bytes = await readAt(handle, content, end - content);
      const isProfile = ['prof', 'rICC'].includes(bytes.toString('latin1', 0, 4));
      if (isProfile && bytes.toString('latin1', 20, 24) === 'RGB ') return bytes.subarray(4);
    }
    return undefined;
  } finally {
    await handle.close();
  }
}
