// tests/accounts/redirect.test.ts: a form never sends its sender to another site.
import { expect, test } from 'vitest';
import { hashPassword } from '../../src/accounts/passwords/password.ts';
import { localAddress } from '../../src/base/http/redirect.ts';
import { startBlog } from '../blog.ts';

const away = [
  'https://evil.example/',
  '//evil.example',
  '///evil.example',
  '////evil.example/x',
  String.raw`/\evil.example`,
  String.raw`\\evil.example`,
  String.raw`\/evil.example`,
  '/\t/evil.example',
  '\t//evil.example',
  ' //evil.example',
  'https:evil.example',
  'http:/\\evil.example',
  'http://blog.example@evil.example/',
  'http://blog.example.evil.example/',
  'http://blog.example:81/',
  'javascript:alert(1)',
  'data:text/html,x',
  'http://blog.example//evil.example',
  '/.//evil.example',
  '/%09/evil.example/..//..//evil.example',
];

test('20 spellings of elsewhere stay here (D11)', () => {
  for (const given of away) {
    const to = localAddress(given, 'http://blog.example', '/admin/');
    const reached = new URL(to, 'http://blog.example');
    expect(reached.origin, `${given} → ${to}`).toBe('http://blog.example');
  }
  expect(localAddress('/admin/posts?status=draft#x', 'http://blog.example', '/')).toBe(
    '/admin/posts?status=draft#x',
  );
  expect(localAddress('http://blog.example/a', 'http://blog.example', '/')).toBe('/a');
  for (const odd of [undefined, '', ['/a', '//b'], { x: 1 }, 7]) {
    expect(localAddress(odd, 'http://blog.example', '/admin/')).toBe('/admin/');
  }
});

test('signing in leads nowhere else either, by form or by address (D11)', async () => {
  const site = await startBlog();
  const password_hash = await hashPassword('a good long word');
  await site.hasUser({ login: 'ada', password_hash });
  const signedIn = site.agent();
  await signedIn.post('/login').type('form').send({ log: 'ada', pwd: 'a good long word' });

  for (const redirect_to of away) {
    const answers = [
      await site.request
        .post('/login')
        .type('form')
        .send({ log: 'ada', pwd: 'a good long word', redirect_to }),
      await signedIn.get('/login').query({ redirect_to }),
    ];
    for (const { headers, status } of answers) {
      expect([302, 303]).toContain(status);
      expect(new URL(headers.location!, 'http://blog.example').origin, redirect_to).toBe(
        'http://blog.example',
      );
    }
  }
});
