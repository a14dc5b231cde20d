// media/pictures/exif.ts: the one thing of Exif that is worth keeping: which way is up.

/**
 * The orientation that a TIFF block names (TIFF 6.0, tag 274), from 1 to 8; 1 when it names none or is broken.
 * @param tiff from the byte order mark on
 */
export function orientationIn(tiff: Buffer): number {
  if (tiff.length < 14) return 1;
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (directory + 2 > tiff.length) return 1;
  for (let entry = 0; entry < short(directory); entry += 1) {
    const at = directory + 2 + entry * 12;
    if (at + 12 > tiff.length) return 1;
    if (short(at) !== 274) continue;
    const orientation = short(at + 8);
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
  }
  return 1;
}

/**
 * A TIFF block that says nothing else: of 26 bytes, or of 22 where the one it stands for ended with its only entry and
 * leaves room for no more.
 */
export function blankTiff(orientation: number, room: number): Buffer {
  const tiff = Buffer.from('49492a00080000000100120103000100000001000000' + '00000000', 'hex');
  tiff.writeUInt16LE(orientation, 18);
  return tiff.subarray(0, Math.max(22, Math.min(26, room)));
}
