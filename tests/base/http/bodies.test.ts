// tests/base/http/bodies.test.ts: what bodies may hold of the memory, and how their tiny pieces are put together.
import { expect, test, vi } from 'vitest';
import { bodyMemory, usualLimits } from '../../../src/base/http/body-memory.ts';
import { inspectChunks, skipTo } from '../../../src/base/http/chunks.ts';

const room = (limits: object) =>
  bodyMemory({ ...usualLimits, held_bytes: 1000, held_by_sender: 500, short_bytes: 100, ...limits });
const ada = { pool: 'readers', name: 'ada' };

test('a sender holds its share and no more, and has it again when something leaves', () => {
  const bodies = room({});
  const held = bodies.hold(ada);

  expect([held.take(500), held.take(1)]).toEqual([true, false]);
  held.give(1);
  expect([held.take(0), bodies.hold({ ...ada, name: 'bob' }).take(499)]).toEqual([true, true]);
  held.give(10_000);
  expect(bodies.hold(ada).take(500)).toBe(true);
});

test('all together hold the room; a quarter more is kept for short bodies, and pools do not share', () => {
  const bodies = room({ held_by_sender: 10_000 });
  const long = bodies.hold(ada);

  expect([long.take(1000), long.take(1)]).toEqual([true, false]);
  long.give(1);
  const short = bodies.hold({ ...ada, name: 'bob' });
  expect([short.take(100), short.take(1)]).toEqual([true, false]);
  short.leave();
  const others = ['b', 'c', 'd'].map((name) => bodies.hold({ ...ada, name }).take(83));
  expect(others).toEqual([true, true, true]);
  expect(bodies.hold({ ...ada, name: 'e' }).take(2)).toBe(false);
  expect(bodies.hold({ pool: 'staff', name: 'ada' }).take(1000)).toBe(true);
  long.leave();
  expect(bodies.hold({ ...ada, name: 'f' }).take(700)).toBe(true);
});

test('of refused bodies so much is thrown away: of a sender, of all, and anew after a while', () => {
  const start = 5000;
  const clock = vi.spyOn(performance, 'now').mockReturnValue(start);
  try {
    const bodies = room({ passing_by_sender: 100, passing_in_all: 150, passing_ms: 1000 });
    const pass = (name: string, bytes: number) => bodies.letPass({ ...ada, name }, bytes);

    expect([pass('ada', 100), pass('ada', 1)]).toEqual([true, false]);
    expect([pass('bob', 50), pass('bob', 1)]).toEqual([true, false]);
    clock.mockReturnValue(start + 1000);
    expect(pass('cleo', 1)).toBe(false);
    clock.mockReturnValue(start + 1001);
    expect([pass('ada', 100), pass('bob', 50), pass('bob', 1)]).toEqual([true, true, false]);
  } finally {
    clock.mockRestore();
  }
});

/** The pieces that come out for those that go in. */
async function through(pieces: Buffer[], look: (piece: Buffer) => Buffer | undefined = (piece) => piece) {
  const stream = inspectChunks(look);
  const out: Buffer[] = [];
  stream.on('data', (piece: Buffer) => out.push(piece));
  for (const piece of pieces) stream.write(piece);
  stream.end();
  await new Promise((resolve) => stream.on('end', resolve));
  return out;
}

test('the first 64 tiny pieces go on as they came, those after them are put together', async () => {
  const tiny = Array.from({ length: 64 }, (_, at) => Buffer.from([at]));
  const more = Array.from({ length: 5000 }, (_, at) => Buffer.from([at % 251]));

  const out = await through([...tiny, ...more]);

  expect(out.slice(0, 64).every(({ length }) => length === 1)).toBe(true);
  expect(out.length).toBe(66);
  expect(Buffer.concat(out).equals(Buffer.concat([...tiny, ...more]))).toBe(true);
});

test('large pieces go on alone, with what waited before them', async () => {
  const large = Buffer.alloc(4096, 7);
  const tiny = Array.from({ length: 70 }, () => Buffer.from('x'));

  expect((await through([large, large])).map(({ length }) => length)).toEqual([4096, 4096]);
  expect((await through([...tiny, large])).map(({ length }) => length).slice(64)).toEqual([4102]);
  expect(await through([Buffer.from('a')], () => undefined)).toEqual([]);
});

test('bytes before a delimiter are dropped, also when it lies across pieces', async () => {
  const after = async (...texts: string[]) =>
    Buffer.concat(
      await through(
        texts.map((text) => Buffer.from(text)),
        skipTo('--b'),
      ),
    ).toString();

  expect(await after('xx--bcd')).toBe('--bcd');
  expect(await after('xx-', '-', 'bcd')).toBe('--bcd');
  expect(await after('xxx', 'yyy')).toBe('');
});
