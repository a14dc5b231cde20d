// tests/start/long-text.test.ts: the built program has the thread that long texts are set in.
import { expect, test } from 'vitest';
import { blogIn, serve, temporaryFolder } from './process.ts';

test('a long comment is kept by the program as it is started', async () => {
  const env = {
    ...blogIn(temporaryFolder()),
    SETUP_USER: 'mara',
    SETUP_EMAIL: 'mara@example.com',
    SETUP_PASSWORD: 'a long password',
  };
  const program = await serve(env);
  const send = (comment: string) =>
    fetch(`${program.address}/comments`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ comment_post_ID: '1', author: 'Ada', email: 'ada@example.com', comment }),
    });

  const refused = await send('a\n\n'.repeat(3000));
  const kept = await send(`*Long* words. ${'Nothing but words. '.repeat(200)}`);

  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain('too many paragraphs');
  expect(kept.status).toBe(303);
  const page = await fetch(new URL(kept.headers.get('location')!, program.address));
  expect(await page.text()).toContain('<em>Long</em> words. Nothing but words.');
  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(0);
}, 120_000);
