// tests/import/read-large.ts: reads an export in a process of its own and prints how the heap grew, in bytes.
import fs from 'node:fs';
import { readWxr } from '../../src/import/wxr/read-wxr.ts';

const heap = () => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

let items = 0;
let before = 0;
let growth = 0;
for await (const { record } of readWxr(fs.createReadStream(process.argv[2]!))) {
  if (record.kind !== 'item') continue;
  items += 1;
  if (items === 100) before = heap();
  if (items > 100 && items % 1000 === 0) growth = Math.max(growth, heap() - before);
}
console.log(JSON.stringify({ items, growth }));
