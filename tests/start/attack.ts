// tests/start/attack.ts: many connections of one process of their own, which send bodies and hold them open.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';

/** What each connection sends, each from a network of its own (X-Forwarded-For). */
export interface Attack {
  path: string;
  type: string;
  /** What is announced as Content-Length. */
  announced: number;
  /** Text that comes first, a piece that is sent again and again, and how often; pieces are 65,536 bytes. */
  head: string;
  filler: string;
  times: number;
  /** Sent before each filler when it begins a new field: every so many fillers. */
  between?: { text: string; every: number };
  connections: number;
}

export interface Attacked {
  /** How many connections got which status; 0 for none. */
  statuses: Record<string, number>;
  /** Bytes that the connections got rid of, all together. */
  sent: number;
  /** Lets go of the connections. */
  end(): Promise<void>;
}

const script = `
import net from 'node:net';
const [port, given] = [Number(process.argv[1]), JSON.parse(process.argv[2])];
const { path, type, announced, head, filler, times, between, connections } = given;
const piece = Buffer.from(filler.repeat(Math.ceil(65536 / filler.length)).slice(0, 65536));
const statuses = {};
let sent = 0;
let settled = 0;
let told = false;
const tell = () => {
  if (told || settled < connections) return;
  told = true;
  console.log(JSON.stringify({ statuses, sent }));
};
process.on('message', () => process.exit(0));
process.stdin.on('end', () => process.exit(0)).resume();
for (let index = 0; index < connections; index += 1) {
  const socket = net.connect(port, '127.0.0.1');
  let isSettled = false;
  const settle = () => { if (!isSettled) { isSettled = true; settled += 1; tell(); } };
  const count = (status) => { statuses[status] = (statuses[status] ?? 0) + 1; };
  let heard = false;
  socket.on('data', (more) => {
    const found = /^HTTP\\/1\\.1 (\\d+)/.exec(String(more));
    if (found && !heard) { heard = true; count(found[1]); settle(); }
  });
  socket.on('error', () => {});
  socket.on('close', () => { if (!heard && !isSettled) count('0'); settle(); });
  socket.write('POST ' + path + ' HTTP/1.1\\r\\nHost: a\\r\\nX-Forwarded-For: 10.0.' + index + '.1\\r\\nContent-Type: ' + type + '\\r\\nContent-Length: ' + announced + '\\r\\n\\r\\n' + head);
  let done = 0;
  const more = () => {
    while (done < times && !socket.destroyed) {
      if (between && done % between.every === 0) socket.write(between.text);
      done += 1;
      sent += piece.length;
      if (!socket.write(piece)) { socket.once('drain', more); return; }
    }
    // All is out and the rest never comes: as much as this connection will ever do.
    if (done >= times) settle();
  };
  more();
}
`;

/** Resolves when every connection has sent all it has, or was answered, or was cut. */
export async function attack(address: string, given: Attack): Promise<Attacked> {
  const { port } = new URL(address);
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, port, JSON.stringify(given)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const said = JSON.parse(String(line)) as Pick<Attacked, 'statuses' | 'sent'>;
  return {
    ...said,
    async end() {
      child.stdin.end();
      await closed;
    },
  };
}

/** Resident memory of a process in bytes, now and at most since it was last reset. */
export function memoryOf(pid: number): { now: number; most: number } {
  const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)![1]);
  return { now: kilobytes('VmRSS') * 1024, most: kilobytes('VmHWM') * 1024 };
}

/** Makes the most of memoryOf begin anew (proc(5), clear_refs). */
export const forgetMost = (pid: number): void => fs.writeFileSync(`/proc/${pid}/clear_refs`, '5');
