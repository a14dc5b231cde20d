// tests/attachments/limits.test.ts: how much, how fast and how many; and that nothing is left of what broke off.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { attachmentSettings } from '../../src/attachments/settings.ts';
import { saveSettings } from '../../src/base/settings/settings.ts';
import { rawPost } from '../base/raw-request.ts';
import { startBlog } from '../blog.ts';
import { processorTime } from '../processor-time.ts';
import { filesIn, jpeg, mp4, png, sendAhead } from './files.ts';

const site = await startBlog();
/** The same, but it looks at the speed of a body once a second. */
const hasty = await startBlog({}, { body_limits: { slow_bytes: 16_000, slow_ms: 1000 } });
const limit = 28 * 2 ** 20;
const closed = {
  max_upload_size: 28,
  enable_multiple_upload: false,
  who_can_upload: 1,
  // Hundreds of connections come from here: how many files a day are taken is tested by itself.
  max_files_per_day: 0,
  max_files_per_day_network: 0,
};

beforeEach(() => saveSettings(site.blog.db, attachmentSettings, closed));

test('28 MB exactly pass, one byte more does not, and leaves nothing (B17)', async () => {
  const exact = await sendAhead(site, 'film.mp4', mp4(limit), 'a-form-for-the-limit');
  const before = filesIn(site);
  const over = await sendAhead(site, 'long.mp4', mp4(limit + 1), 'a-form-over-the-limit');

  expect(limit).toBe(29_360_128);
  expect([exact.status, exact.body.size]).toEqual([201, limit]);
  expect(over.status).toBe(413);
  expect(over.body.error).toBe('“long.mp4” is larger than 28 MB. Choose a smaller file.');
  expect(filesIn(site)).toEqual(before);
});

test('what is far too large is not even read', async () => {
  const answer = await new Promise<number>((resolve, reject) => {
    const headers = { 'Content-Type': 'multipart/form-data; boundary=b', 'Content-Length': 10 ** 10 };
    const request = http.request(`${site.address}/attachments`, { method: 'POST', headers }, (got) => {
      resolve(got.statusCode!);
      request.destroy();
    });
    request.on('error', reject);
    request.write(`${head('film.mp4')}first bytes`);
  });

  expect(answer).toBe(413);
});

test('where one file is allowed, a second is refused and the first stays', async () => {
  const key = 'a-form-with-two-files';
  await sendAhead(site, 'one.png', png, key);

  const second = await sendAhead(site, 'two.png', png, key);
  await saveSettings(site.blog.db, attachmentSettings, { enable_multiple_upload: true, max_upload_count: 2 });
  const allowed = await sendAhead(site, 'two.png', png, key);
  const third = await sendAhead(site, 'three.png', png, key);

  expect([second.status, allowed.status, third.status]).toEqual([403, 201, 403]);
  const names = await site.blog.db('waiting_files').where({ form_key: key }).orderBy('number').pluck('name');
  expect(names).toEqual(['one.png', 'two.png']);
});

test('files together have a limit too', async () => {
  await saveSettings(site.blog.db, attachmentSettings, {
    enable_multiple_upload: true,
    max_upload_size: 1,
    max_upload_total_size: 1,
  });

  const one = await sendAhead(site, 'one.mp4', mp4(600_000), 'a-form-with-much');
  const two = await sendAhead(site, 'two.mp4', mp4(600_000), 'a-form-with-much');

  expect([one.status, two.status]).toEqual([201, 413]);
  expect(two.body.error).toContain('1 MB');
});

test('only people who are signed in may send files, when the owner says so', async () => {
  await saveSettings(site.blog.db, attachmentSettings, { who_can_upload: 2 });
  const agent = await site.signIn(await site.hasUser({ role: 'subscriber' }));
  const send = (client: typeof site.request) =>
    client.post('/attachments').field('form_key', 'a-form-for-who-may').attach('attachment', png, 'a.png');

  expect([(await send(site.request)).status, (await send(agent)).status]).toEqual([403, 201]);
});

test('a full disk refuses the file with a sentence, and goes on when there is room', async () => {
  const { storage } = site.blog;
  const { free } = storage;
  const before = filesIn(site);
  storage.free = () => Promise.resolve(1000);

  const full = await sendAhead(site, 'a.png', png, 'a-form-on-a-full-disk');
  storage.free = free;
  const later = await sendAhead(site, 'a.png', png, 'a-form-on-a-full-disk');

  expect(full.status).toBe(507);
  expect(full.body.error).toMatch(/no room/);
  expect(later.status).toBe(201);
  expect(filesIn(site).length).toBe(before.length + 1);
});

test('200 uploads that break off leave no file and no open descriptor (B13)', async () => {
  const before = filesIn(site);
  const open = descriptors();

  for (let round = 0; round < 10; round += 1) {
    await Promise.all(Array.from({ length: 20 }, (_, index) => breakOff(index * 7000)));
  }

  await until(() => filesIn(site).length === before.length && descriptors() <= open + 10);
  expect(filesIn(site)).toEqual(before);
});

test('a trickle is cut with a sentence, a slow line is not (B18)', async () => {
  const before = filesIn(hasty);

  const trickle = trickled('film.mp4', mp4(300_000), 2);
  const slow = trickled('film.mp4', mp4(60_000), 6000);

  expect(await trickle).toEqual({ status: 408, error: expect.stringContaining('too slowly') });
  expect(await slow).toMatchObject({ status: 201 });
  expect(filesIn(hasty).length).toBe(before.length + 1);
});

test('a comment whose file stops half way comes back with all that was typed (B18, B20)', async () => {
  const post = await hasty.hasPost();
  const before = filesIn(hasty);
  const typed = {
    comment_post_ID: String(post.id),
    comment: 'Look at my film',
    author: 'Ada',
    email: 'ada@example.com',
  };
  const fields = Object.entries(typed).map(
    ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );

  const answer = await rawPost(hasty.address, {
    path: '/comments',
    type: 'multipart/form-data; boundary=b',
    announced: 5_000_000,
    body: `${fields.join('')}${head('film.txt')}${'x'.repeat(1000)}`,
  });

  expect(answer.status).toBe(408);
  expect(answer.text).toContain('came in too slowly');
  expect(answer.text).toContain('Look at my film</textarea>');
  expect(answer.text).toContain('value="ada@example.com"');
  expect(answer.text).toContain(`name="comment_post_ID" value="${post.id}"`);
  expect(await hasty.blog.db('comments')).toEqual([]);
  expect(filesIn(hasty)).toEqual(before);
});

test('300 connections that trickle leave the others their turn (B19)', async () => {
  const tricklers = Array.from({ length: 300 }, () => {
    const request = http.request(`${site.address}/attachments`, {
      method: 'POST',
      headers: { 'Content-Type': 'multipart/form-data; boundary=b', 'Content-Length': 10_000_000 },
    });
    request.on('error', () => {});
    request.write('--b\r\nContent-Disposition: form-data; name="form_key"\r\n\r\nx');
    return request;
  });

  const { spent } = await processorTime(async () => {
    for (let index = 0; index < 20; index += 1) {
      const answer = await sendAhead(site, 'a.jpg', jpeg, `a-form-among-many-${index}`);
      expect(answer.status).toBe(201);
    }
  });

  for (const request of tricklers) request.destroy();
  expect(spent / 20).toBeLessThan(1500);
});

function head(name: string): string {
  return `--b\r\nContent-Disposition: form-data; name="attachment"; filename="${name}"\r\n\r\n`;
}

function breakOff(after: number): Promise<void> {
  return new Promise((resolve) => {
    const request = http.request(`${site.address}/attachments`, {
      method: 'POST',
      headers: { 'Content-Type': 'multipart/form-data; boundary=b', 'Content-Length': 5_000_000 },
    });
    request.on('error', () => {});
    request.on('close', resolve);
    request.write(head('film.mp4'));
    request.write(mp4(after + 100), () => setImmediate(() => request.destroy()));
  });
}

/** Sends a file ahead in pieces of so many bytes, ten a second, to a blog that looks at the rate once a second. */
function trickled(name: string, file: Buffer, piece: number): Promise<{ status: number; error?: string }> {
  const body = Buffer.concat([Buffer.from(head(name)), file, Buffer.from('\r\n--b--\r\n')]);
  return new Promise((resolve, reject) => {
    let sent = 0;
    const headers = { 'Content-Type': 'multipart/form-data; boundary=b', 'Content-Length': body.length };
    const request = http.request(`${hasty.address}/attachments`, { method: 'POST', headers }, (answer) => {
      clearInterval(timer);
      let text = '';
      answer.setEncoding('utf8').on('data', (more) => (text += more));
      answer.on('end', () => {
        resolve({ status: answer.statusCode!, ...(JSON.parse(text) as { error?: string }) });
        request.destroy();
      });
    });
    request.on('error', reject);
    const timer = setInterval(() => {
      const next = body.subarray(sent, sent + piece);
      sent += next.length;
      if (next.length) request.write(next);
      else request.end();
    }, 100);
  });
}

const descriptors = () => (fs.existsSync('/proc/self/fd') ? fs.readdirSync('/proc/self/fd').length : 0);

async function until(isSo: () => boolean): Promise<void> {
  await expect.poll(isSo, { timeout: 15_000 }).toBe(true);
}

test('the folder of waiting files holds nothing but what has a row', async () => {
  const rows = new Set(await site.blog.db('waiting_files').pluck('file'));
  const names = fs.readdirSync(site.blog.storage.staging);

  expect(names.filter((name) => !rows.has(path.basename(name)))).toEqual([]);
  expect(names.length).toBeGreaterThan(0);
});
