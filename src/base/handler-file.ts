// base/handler-file.ts: finds the source file of a function, as a debugger does: by the place where it was compiled.
import inspector from 'node:inspector';
import { findSourceMap } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectFolder } from './project.ts';

const held = '__located';

export interface FileFinder {
  /** The file below the project's folder, such as `src/comments/site.ts`; undefined for what Node itself brings. */
  fileOf(handler: object): string | undefined;
  close(): void;
}

/** Attaches Node's own debugger to this process, until `close`; for a command, not for a server. */
export function openFileFinder(): FileFinder {
  const session = new inspector.Session();
  const scripts = new Map<string, { url: string; sourceMapURL?: string }>();
  session.connect();
  session.on('Debugger.scriptParsed', ({ params }) => scripts.set(params.scriptId, params));
  session.post('Debugger.enable');
  return {
    fileOf(handler) {
      Reflect.set(globalThis, held, handler);
      const place = placeOf(session, objectIdOf(session));
      Reflect.deleteProperty(globalThis, held);
      const url = place && scripts.get(place.scriptId)?.url;
      return url ? sourceOf(url, place) : undefined;
    },
    close: () => session.disconnect(),
  };
}

function objectIdOf(session: inspector.Session): string | undefined {
  let id: string | undefined;
  session.post('Runtime.evaluate', { expression: `globalThis.${held}` }, (_error, answer) => {
    id = answer?.result.objectId;
  });
  return id;
}

/** Where the function begins; of one made by bind(), where its target does. */
function placeOf(
  session: inspector.Session,
  objectId: string | undefined,
): inspector.Debugger.Location | undefined {
  if (!objectId) return undefined;
  let inner: inspector.Runtime.InternalPropertyDescriptor[] = [];
  session.post('Runtime.getProperties', { objectId, ownProperties: true }, (_error, answer) => {
    inner = answer?.internalProperties ?? [];
  });
  const valueOf = (name: string) => inner.find((one) => one.name === name)?.value;
  const target = valueOf('[[TargetFunction]]')?.objectId;
  if (target) return placeOf(session, target);
  return valueOf('[[FunctionLocation]]')?.value as inspector.Debugger.Location | undefined;
}

function sourceOf(
  url: string,
  { lineNumber, columnNumber = 0 }: inspector.Debugger.Location,
): string | undefined {
  if (url.startsWith('node:')) return undefined;
  const file = url.startsWith('file:') ? fileURLToPath(url) : url;
  const entry = findSourceMap(file)?.findEntry(lineNumber, columnNumber);
  const source = entry && 'originalSource' in entry ? entry.originalSource : file;
  const found = source.startsWith('file:') ? fileURLToPath(source) : path.resolve(path.dirname(file), source);
  return path.relative(projectFolder, found);
}
