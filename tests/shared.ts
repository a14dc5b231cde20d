// tests/shared.ts: real exports and recorded answers that lie beside the project; tests without them are skipped.
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/** The folder, or undefined where it is absent. */
export const shared = ['../shared', '../../shared']
  .map((folder) => path.resolve(root, folder))
  .find((folder) => fs.existsSync(path.join(folder, 'data')));

/** All exports in it. */
export function realExports(): string[] {
  if (!shared) return [];
  const data = path.join(shared, 'data');
  const files = fs.readdirSync(data).filter((file) => file.endsWith('.wxr.xml'));
  const golden = path.join(shared, 'golden/wxr/all.xml');
  return [...files.map((file) => path.join(data, file)), ...(fs.existsSync(golden) ? [golden] : [])];
}
