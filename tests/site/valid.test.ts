// tests/site/valid.test.ts: every kind of page is valid HTML5.
import { HtmlValidate } from 'html-validate';
import { beforeAll, expect, test } from 'vitest';
import { startBlog } from '../blog.ts';
import { sampleBlog } from './sample.ts';

const site = await startBlog();
const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'long-title': 'off',
    'no-trailing-whitespace': 'off',
    'doctype-style': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'void-style': 'off',
    'no-inline-style': 'off',
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    'no-redundant-role': 'off',
    // The forms' texts are theirs; a search field's label is its aria-label.
    'input-missing-label': 'error',
  },
});
let places: Record<string, string>;

beforeAll(async () => {
  places = await sampleBlog(site);
});

test('all kinds of pages are valid', async () => {
  const wrong: string[] = [];

  for (const [kind, address] of Object.entries(places)) {
    const { text, status } = await site.request.get(address);
    expect([kind, status]).toEqual([kind, kind === 'lost' ? 404 : 200]);
    const { results } = await validator.validateString(text);
    for (const { messages } of results) {
      for (const found of messages) wrong.push(`${kind}:${found.line} ${found.ruleId}: ${found.message}`);
    }
  }

  expect([...new Set(wrong)]).toEqual([]);
});
