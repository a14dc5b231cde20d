// bench/programs.ts: the two programs that are compared: the blog, and a bare server that sends the same bytes.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const here = import.meta.dirname;

export interface Meter {
  cpu_ms: number;
  peak_bytes: number;
  rss_bytes: number;
}

export interface Program {
  address: string;
  /** CPU time so far, and the highest memory since the last reset. */
  meter(word?: 'read' | 'reset'): Promise<Meter>;
  stop(): Promise<void>;
}

/** Starts the blog as `npm start` does. */
export const startBlog = (env: Record<string, string>) =>
  start(path.join(here, '../bin/start.mjs'), ['server'], env);

/** Starts the bare server; `pages` is a file made by `keepPages`. */
export const startBare = (pages: string, folder: string) =>
  start(path.join(here, 'bare.mjs'), [pages, folder], {});

async function start(file: string, args: string[], env: Record<string, string>): Promise<Program> {
  const child = fork(file, args, {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    execArgv: ['--import', path.join(here, 'meter.mjs')],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const address = await addressOf(child);
  child.stdout!.resume();
  return {
    address,
    async meter(word = 'read') {
      child.send(word);
      const [told] = (await once(child, 'message')) as [Meter];
      return told;
    },
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout!.on('data', (more) => {
      said += String(more);
      const [, address] = /runs at (http:\S+)\n/.exec(said) ?? [];
      if (address) resolve(address.replace('localhost', '127.0.0.1'));
    });
    child.once('exit', () => reject(new Error(`ended: ${said}`)));
  });
}
