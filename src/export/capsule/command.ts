// export/capsule/command.ts: `capsule FILE` and `capsule verify FILE` on the command line.
import fs from 'node:fs';
import type { Blog } from '../../blog.ts';
import type { Command } from '../../feature.ts';
import { makeCapsule } from './make-capsule.ts';
import { verifyCapsule } from './verify.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);

export const capsuleCommand: Command = {
  usage: 'FILE.zip | verify FILE.zip',
  run(blog, args) {
    const [first, second] = args;
    if (first === 'verify' && second && args.length === 2) return verify(second);
    if (first && first !== 'verify' && args.length === 1 && !first.startsWith('-')) return make(blog, first);
    say('capsule FILE.zip\ncapsule verify FILE.zip');
    return Promise.resolve(1);
  },
};

async function make(blog: Blog, file: string): Promise<number> {
  if (fs.existsSync(file)) {
    say(`There is a file ${file} already: name another.`);
    return 1;
  }
  const shows = process.stdout.isTTY;
  let shown = 0;
  const size = await makeCapsule(blog, file, ({ phase, entries }) => {
    if (!shows || Date.now() - shown < 100) return;
    shown = Date.now();
    process.stdout.write(`\r\u001B[K${phase}: ${entries.toLocaleString('en-US')} files`);
  });
  say(
    `${shows ? '\r\u001B[K' : ''}${file}: ${size.toLocaleString('en-US')} bytes. Check it with: capsule verify ${file}`,
  );
  return 0;
}

async function verify(file: string): Promise<number> {
  if (!fs.existsSync(file)) {
    say(`There is no file ${file}.`);
    return 1;
  }
  const { files, problems } = await verifyCapsule(file);
  for (const problem of problems) say(problem);
  say(
    problems.length
      ? `${file} is not whole.`
      : `${file} is whole: ${files.toLocaleString('en-US')} files, each as it was.`,
  );
  return problems.length ? 1 : 0;
}
