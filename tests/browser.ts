// tests/browser.ts: the Chromium that comes inside an npm package, or the one CHROMIUM_PATH names.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll } from 'vitest';

/** Starts a browser and closes it after the file's last test. */
export async function startBrowser(): Promise<Browser> {
  const browser = await launch();
  afterAll(() => browser.close());
  return browser;
}

/** Starts a browser; the caller closes it. */
async function launch(): Promise<Browser> {
  if (process.env.CHROMIUM_PATH) {
    return chromium.launch({ executablePath: process.env.CHROMIUM_PATH, args: ['--no-sandbox', ...quiet] });
  }
  const folder = path.join(os.tmpdir(), `quillback-chromium-${version()}-${process.getuid?.() ?? 0}`);
  const executablePath = await unpack(folder);
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--headless=shell', ...quiet],
    env: {
      ...process.env,
      FONTCONFIG_FILE: path.join(folder, 'fonts.conf'),
      FONTCONFIG_PATH: folder,
      LD_LIBRARY_PATH: path.join(folder, 'al2023/lib'),
    } as Record<string, string>,
  });
}

const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

function version(): string {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const file = path.join(path.dirname(entry), '../../package.json');
  return (JSON.parse(fs.readFileSync(file, 'utf8')) as { version: string }).version;
}

/**
 * Unpacks the browser once. The package unpacks its libraries only where it believes to be on a cloud function, and
 * into TMPDIR; its fonts.conf names one fixed folder, so ours replaces it.
 */
async function unpack(folder: string): Promise<string> {
  const done = path.join(folder, 'executable');
  if (fs.existsSync(done)) return fs.readFileSync(done, 'utf8');
  const own = `${folder}-${process.pid}`;
  fs.mkdirSync(own, { recursive: true });
  const before = { TMPDIR: process.env.TMPDIR, AWS_LAMBDA_JS_RUNTIME: process.env.AWS_LAMBDA_JS_RUNTIME };
  Object.assign(process.env, { TMPDIR: own, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' });
  const { default: packed } = await import('@sparticuz/chromium');
  const executable = await packed.executablePath();
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  for (const name of ['LD_LIBRARY_PATH', 'FONTCONFIG_PATH']) delete process.env[name];
  const dirs = `<dir>${folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/fc</cachedir>`;
  const fonts = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${dirs}</fontconfig>`;
  fs.writeFileSync(path.join(own, 'fonts.conf'), fonts);
  fs.writeFileSync(path.join(own, 'executable'), executable.replace(own, folder));
  // Several test files may start at once: the first whole folder wins.
  try {
    fs.renameSync(own, folder);
  } catch {
    fs.rmSync(own, { recursive: true, force: true });
  }
  return fs.readFileSync(done, 'utf8');
}
