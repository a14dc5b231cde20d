// tests/import/seo.test.ts: what plugins for search engines kept about a post comes in as its own.
import { expect, test } from 'vitest';
import { seoOf } from '../../src/import/records/seo.ts';

test.each([
  [
    { _yoast_wpseo_title: ['Ropes, explained'], _yoast_wpseo_metadesc: ['Two ends.'] },
    'Ropes, explained',
    'Two ends.',
  ],
  [{ _yoast_wpseo_title: ['%%title%%: all ends'] }, '100% rope: all ends', ''],
  [{ _yoast_wpseo_title: ['%%title%% %%page%% %%sep%% %%sitename%%'] }, '', ''],
  [
    { rank_math_title: ['%title% | the guide'], rank_math_description: ['%excerpt%'] },
    '100% rope | the guide',
    '',
  ],
  [
    { _seopress_titles_title: ['%%post_title%%'], _seopress_titles_desc: ['5 % off, 100% rope'] },
    '100% rope',
    '5 % off, 100% rope',
  ],
  [{ _aioseo_title: ['#post_title #separator_sa #site_title'], _aioseo_description: ['Plain'] }, '', 'Plain'],
  [{ _yoast_wpseo_title: [' '], _genesis_title: ['Older'] }, 'Older', ''],
  [{ mood: ['calm'] }, '', ''],
])('%j', (meta, seo_title, seo_description) => {
  expect(seoOf(meta as Record<string, string[]>, '100% rope')).toEqual({ seo_title, seo_description });
});
