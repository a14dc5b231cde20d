// tests/writing/long-text.test.ts: the write screen shows a text of any length whole, and others are served while it is sent.
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { expect, test } from 'vitest';
import { sessionCookie, startBlog } from '../blog.ts';
import { leastHeld } from '../loop-meter.ts';

const site = await startBlog();
const author = await site.hasUser({ role: 'editor' });
const desk = await site.signIn(author);
const cookie = await sessionCookie(site.blog, author);

type Node = DefaultTreeAdapterTypes.ParentNode;

/** What a browser would show in the field of this id. */
function fieldOf(html: string, id: string): string | undefined {
  const open: Node[] = [parse(html)];
  for (let node = open.pop(); node; node = open.pop()) {
    if ('attrs' in node && node.attrs.some(({ name, value }) => name === 'id' && value === id))
      return node.childNodes.map((child) => ('value' in child ? child.value : '')).join('');
    open.push(
      ...node.childNodes.filter((child): child is DefaultTreeAdapterTypes.Element => 'childNodes' in child),
    );
  }
  return undefined;
}

const show = async (content: string) => {
  const post = await site.hasPost({ author_id: author.id, content, content_format: 'html' });
  const answer = await desk.get(`/admin/posts/${post.id}`);
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
  return answer.text;
};

test.each([
  ['short', 'A & <b>b</b> "c" \'d\''],
  ['empty', ''],
  ['with a sign of two halves at each place', `${'x'.repeat(2 ** 16 - 1)}${'🔥'.repeat(2 ** 16)}`],
  ['of one slice and a letter', `${'<i>&</i>'.repeat(2 ** 13)}y`],
  ['that closes its field', '</textarea><script>alert(1)</script>'.repeat(4000)],
  ['of blanks and ends of lines', ' \n'.repeat(100_000)],
])('a text %s stands whole in its field', async (_what, content) => {
  const page = await show(content);

  // Not with toBe: a difference of a megabyte would be printed.
  expect(fieldOf(page, 'content') === content).toBe(true);
  expect(page).toContain('</html>');
  expect(page).not.toContain('<script>alert(1)');
});

test('a text that was changed meanwhile comes back with both texts whole', async () => {
  const ours = `${'Ours & mine. '.repeat(10_000)}end`;
  const theirs = 'Theirs <b>now</b>. '.repeat(10_000);
  const post = await site.hasPost({ author_id: author.id, content: theirs });

  const answer = await desk
    .post(`/admin/posts/${post.id}/save`)
    .type('form')
    .send({ title: 'T', content: ours, act: 'save', seen_at: '2020-01-01T00:00:00.000Z' });

  expect(answer.status).toBe(409);
  expect(fieldOf(answer.text, 'content') === ours).toBe(true);
  expect(fieldOf(answer.text, 'other') === theirs).toBe(true);
});

test('who looks at a text of two million signs holds nobody up for 100 ms', async () => {
  const post = await site.hasPost({ author_id: author.id, content: '<'.repeat(1_990_000) });
  await desk.get(`/admin/posts/${post.id}`);

  const { result, longest } = await leastHeld(100, async () => {
    const answer = await fetch(`${site.address}/admin/posts/${post.id}`, { headers: { Cookie: cookie } });
    let length = 0;
    for await (const chunk of answer.body!) length += (chunk as Uint8Array).length;
    return length;
  });

  expect(result).toBeGreaterThan(4 * 1_990_000);
  expect(longest).toBeLessThan(100);
});
