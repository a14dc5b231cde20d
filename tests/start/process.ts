// tests/start/process.ts: the real program, started as a person would, in folders of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll } from 'vitest';

const project = path.resolve(import.meta.dirname, '../..');

export interface Program {
  child: ChildProcess;
  /** What it has written so far. */
  out(): string;
  err(): string;
  /** Resolves when it has written something like this, and gives the match; fails when it ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string>;
}

/** A temporary folder that goes after the file's last test. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quillback-start-'));
  fs.chmodSync(folder, 0o755);
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  return folder;
}

/** The environment of a blog in a folder, on any free port. */
export const blogIn = (folder: string): Record<string, string> => ({
  PORT: '0',
  HOST: '127.0.0.1',
  DATA_DIR: path.join(folder, 'data'),
  UPLOADS_DIR: path.join(folder, 'uploads'),
  SITE_URL: '',
  DATABASE_URL: '',
});

/** Starts `bin/start.mjs ENTRY …`; what still runs after the file's last test is killed. */
export function start(line: string[], env: Record<string, string>, wrap: string[] = []): Program {
  const [program, ...args] = [...wrap, process.execPath, path.join(project, 'bin/start.mjs'), ...line];
  const { NODE_ENV: _mode, VITEST: _runner, ...ours } = process.env;
  const child = spawn(program!, args, { env: { ...ours, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout!.on('data', (more) => (said.out += String(more)));
  child.stderr!.on('data', (more) => (said.err += String(more)));
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'lost'));
  });
  afterAll(() => void (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')));
  const says = async (pattern: RegExp) => {
    for (;;) {
      const found = pattern.exec(said.out) ?? pattern.exec(said.err);
      if (found) return found;
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`ended without ${pattern}: ${said.out}${said.err}`);
      await pause(20);
    }
  };
  return { child, out: () => said.out, err: () => said.err, says, ended };
}

/** Starts a server and waits for its address. */
export async function serve(env: Record<string, string>, wrap: string[] = []) {
  const program = start(['server'], env, wrap);
  const [, address] = await program.says(/Quillback runs at (\S+)\n/);
  return { ...program, address: address!.replace('localhost', '127.0.0.1') };
}

/** Runs a command to its end. */
export async function command(env: Record<string, string>, ...words: string[]) {
  const program = start(['cli', ...words], env);
  const code = await program.ended;
  return { code, out: program.out(), err: program.err() };
}

/** Waits until something holds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(20);
}
