// base/project.ts: where the project's own files lie, whether run from source or from the built folder.
import fs from 'node:fs';
import path from 'node:path';

/** The folder that holds package.json, views, public and migrations; an absolute path. */
export const projectFolder = findProject(import.meta.dirname);

/** The version in package.json. */
export const projectVersion: string = (
  JSON.parse(fs.readFileSync(path.join(projectFolder, 'package.json'), 'utf8')) as { version: string }
).version;

/** True when the code runs from `dist/`, where migrations are compiled too. */
export const isBuilt = !path.relative(path.join(projectFolder, 'dist'), import.meta.dirname).startsWith('..');

function findProject(from: string): string {
  if (fs.existsSync(path.join(from, 'package.json'))) return from;
  const above = path.dirname(from);
  if (above === from) throw new Error('package.json not found above the code');
  return findProject(above);
}
