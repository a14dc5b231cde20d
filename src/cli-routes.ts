// cli-routes.ts: `routes`: every address: its method, who may ask, and the file of the handler that answers.
import type { Express } from 'express';
import { createApp } from './app.ts';
import { openFileFinder } from './base/handler-file.ts';
import type { Guarding, Listed, ListedRoute } from './base/http/listed.ts';
import type { Command } from './feature.ts';
import { features } from './features.ts';

export interface RouteRow {
  method: string;
  path: string;
  /** `everybody`, `signed in`, or the capabilities that guards ask for (WordPress's names). */
  permission: string;
  /** The name of the function that answers. */
  name: string;
  handler: object;
}

export const routesCommand: Command = {
  usage: '[WORD]',
  run(blog, [word = '']) {
    const finder = openFileFinder();
    const rows = routesOf(createApp(blog, features)).map(({ method, path, permission, handler }) => [
      method,
      path,
      permission,
      finder.fileOf(handler) ?? '',
    ]);
    finder.close();
    const shown = rows.filter((row, index) => {
      const isTwice = row.join() === rows[index - 1]?.join();
      return !isTwice && row.some((cell) => cell.includes(word));
    });
    const widths = [0, 1, 2].map((column) => Math.max(0, ...shown.map((row) => row[column]!.length)));
    for (const row of shown)
      console.log(
        row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd(),
      );
    return Promise.resolve(0);
  },
};

/** All addresses of the application, by path. What a verb asks for beside the guards is not known here. */
export function routesOf(app: Express): RouteRow[] {
  const rows = walk(app.router.stack as unknown as Layer[], '', []);
  return rows.toSorted((a, b) => compare(a.path, b.path) || compare(a.method, b.method));
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** A layer of Express's router (router 2.3, lib/layer.js): a route, or what router.use() was given. */
interface Layer {
  rawPath: string | RegExp | (string | RegExp)[];
  method?: string;
  route?: { path: Layer['rawPath']; stack: Layer[] };
  handle: Handler;
}

type Handler = ((...given: never[]) => unknown) & Partial<Listed & Guarding> & { stack?: Layer[] };

interface Guard {
  path: string;
  permission: string;
}

/** Goes through the layers in the order in which a request does; guards it has passed stay in `guards`. */
function walk(stack: Layer[], at: string, guards: Guard[]): RouteRow[] {
  return stack.flatMap(({ rawPath, route, handle }) => {
    if (route) return pathsOf(route.path).flatMap((path) => rowsOf(route.stack, join(at, path), guards));
    return pathsOf(rawPath).flatMap((path) => {
      const here = join(at, path);
      if (handle.permission) guards.push({ path: here, permission: handle.permission });
      if (handle.listed) return handle.listed.flatMap((said) => listedRows(said, here, guards));
      // Of files Express knows no addresses.
      if (handle.name === 'serveStatic')
        return listedRows({ methods: ['GET'], path: '/*file', handler: handle }, here, guards);
      return handle.stack ? walk(handle.stack, here, guards) : [];
    });
  });
}

const pathsOf = (given: Layer['rawPath']): string[] => [given].flat().map(String);

const join = (at: string, path: string): string => `${at.replace(/\/$/, '')}${path}`;

/** One row for each method of a route; the last function of a method answers, those before it guard. */
function rowsOf(stack: Layer[], path: string, guards: Guard[]): RouteRow[] {
  const methods = [...new Set(stack.map(({ method }) => method))];
  return methods.map((method) => {
    const handlers = stack.filter((layer) => layer.method === method).map(({ handle }) => handle);
    const own = handlers.flatMap(({ permission }) => (permission ? [{ path, permission }] : []));
    const row = { method: method?.toUpperCase() ?? 'ALL', path, handler: handlers.at(-1)! };
    return { ...row, name: nameOf(row.handler), permission: permissionOf(path, [...guards, ...own]) };
  });
}

const listedRows = ({ methods, path, permission, handler }: ListedRoute, at: string, guards: Guard[]) =>
  methods.map((method): RouteRow => {
    const whole = join(at, path);
    return {
      method,
      path: whole,
      permission: permission ?? permissionOf(whole, guards),
      handler,
      name: nameOf(handler),
    };
  });

const nameOf = (handler: object): string =>
  'name' in handler && typeof handler.name === 'string' ? handler.name.replace(/^bound /, '') : '';

/** What all guards ask for that a request for this path has passed. A capability says more than `signed in`. */
function permissionOf(path: string, guards: Guard[]): string {
  const passed = guards.filter((guard) => isBelow(path, guard.path)).map(({ permission }) => permission);
  const capabilities = [...new Set(passed.filter((one) => one !== 'signed in'))];
  return capabilities.join(' + ') || passed[0] || 'everybody';
}

function isBelow(path: string, guarded: string): boolean {
  const [parts, above] = [path, guarded].map((one) => one.split('/').filter(Boolean)) as [string[], string[]];
  return above.every(
    (part, index) => part === parts[index] || (part[0] === ':' && parts[index] !== undefined),
  );
}
