// base/environment.ts: gathers the environment, with the `.env` file, and notices misspelled names.
import fs from 'node:fs';
import path from 'node:path';
import { type Config, readConfig, variables } from './config.ts';
import { startError } from './errors.ts';
import { projectFolder } from './project.ts';

/**
 * Reads `.env` (what is set already wins) and the environment.
 * @param warn told of names that look like ours but are not: one sentence each
 * @throws Error with one line that names the variable and what it must be
 */
export function readEnvironment(warn: (sentence: string) => void): Config {
  const file = path.join(projectFolder, '.env');
  if (fs.existsSync(file)) loadFile(file);
  for (const sentence of misspelled(Object.keys(process.env))) warn(sentence);
  return readConfig(process.env);
}

/** A sentence for each name that is one or two slips away from one of ours. */
export function misspelled(names: string[]): string[] {
  const foreign = names.filter((name) => /^[A-Z_]+$/.test(name) && !variables.includes(name));
  return foreign.flatMap((name) => {
    // Short names have neighbours that mean something else: HOME is no HOST.
    const meant = variables.find((ours) => slips(name, ours) <= (ours.length > 6 ? 2 : 1));
    return meant ? [`${name} is not a variable of Quillback: did you mean ${meant}?`] : [];
  });
}

function loadFile(file: string): void {
  try {
    process.loadEnvFile(file);
  } catch (error) {
    throw startError(`.env cannot be read: ${(error as Error).message}`);
  }
}

/** How many letters must be added, left out, changed or swapped with the next to make one word the other. */
function slips(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= one.length; row++) {
    const above = rows[row - 1]!;
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const changed = above[column - 1]! + (one[row - 1] === other[column - 1] ? 0 : 1);
      const isSwap = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const swapped = isSwap ? rows[row - 2]![column - 2]! + 1 : Infinity;
      current.push(Math.min(above[column]! + 1, current[column - 1]! + 1, changed, swapped));
    }
    rows.push(current);
  }
  return rows[one.length]![other.length]!;
}
