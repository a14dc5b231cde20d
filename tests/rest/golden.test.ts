// tests/rest/golden.test.ts: what a WordPress answered to the same requests on the same content; differences are named, with the reason.
import { expect, test } from 'vitest';
import { compare, recorded, startRecordedSite, type Difference } from './golden.ts';

const { ask } = await startRecordedSite();

/** Differences that are meant: the request, what differs in it, and why. */
const meant: [request: RegExp, difference: RegExp, reason: string][] = [
  [/./, /^values .*avatar_urls/, 'no other site draws pictures of people here'],
  [/./, /content\.rendered/, 'the HTML is that of this engine'],
  [/^pages$/, /2\.excerpt\.rendered/, 'a list in a text is read with its lines'],
  [
    /^options-/,
    /^values|^shape - (?:endpoints|schema)/,
    'the descriptions are our own; what differs is looked at below',
  ],
  [/^root-query$/, /^values (?:gmt_offset|routes|namespaces\.[2-9])|^headers/, 'which routes there are'],
  [/^user$|^users-me/, /^values (?:url|description):/, 'an export holds neither'],
  [/^users-me/, /^headers allow|^values (?:nickname|registered_date):/, 'nobody deletes themselves'],
  [
    /^users-me-edit$/,
    /^values capabilities\.(?:(?:edit|activate|install|update|delete)_(?:themes|plugins|files|core)|unfiltered_upload)/,
    'there are no such things here',
  ],
  [
    /^user-create$/,
    /^values (?:slug|link|registered_date|id|_links)|^headers (?:allow|location)/,
    'a slug is never the name somebody signs in with',
  ],
  [/^search$/, /^values/, 'what fits equally well stands in another order'],
  [/^posts-drafts$/, /^values 1\.(?:date|modified)/, 'the export names no zone for what is not out'],
  [
    /^types-edit$/,
    /^shape . page\.supports\.excerpt|^values (?:post|page)\.supports\.editor|wp_block\.supports\.autosave/,
    'there are no notes in the editor, and no autosaves of blocks',
  ],
  [/^application-passwords$/, /^values/, 'another password'],
  [/^post-edit$/, /^shape \+ meta\.custom_field/, 'custom fields are shown to those who may change them'],
  [/^bad-user$/, /^values (?:code|message)|^headers allow/, 'a wrong password is told as such'],
  [/^posts-invalid-param$/, /orderby/, 'all that is wrong is named'],
  [
    /^post-(?:create|update|put|trash|delete)/,
    /modified|guid|version-history|predecessor-version|^headers location|generated_slug/,
    'the first text is a revision too; times and numbers are those of here',
  ],
  [/^post-revisions$/, /./, 'the first text is a revision too'],
  [/^post-(?:trash|delete)/, /slug|sticky/, 'what is in the trash comes back as it was'],
  [
    /^media/,
    /^shape - _links\.replies|^values (?:link|comment_status|permalink_template|date|modified)/,
    'files take no comments, and their pages stand at another address',
  ],
  [/^media/, /description\.rendered/, 'the HTML is that of this engine'],
  [/^media-item$/, /media_details|filename|filesize|source_url|guid/, 'the file was not brought over'],
  [
    /^media-create$/,
    /^values (?:guid|slug|title|generated_slug|source_url|filename|filesize|media_details)|^headers (?:location|x-wp)/,
    'names and numbers are those of here',
  ],
  [
    /^batch$/,
    /date|modified|guid|version-history|predecessor-version|responses\.0\.(?:headers\.Location|body\.(?:id|link|class_list|permalink_template|_links))/,
    'times and numbers are those of here, and the first text is a revision',
  ],
  [
    /^themes$/,
    /^values|theme_supports|default_template|tags|user-global-styles|curies/,
    'themes are those of here, without templates of blocks',
  ],
  [
    /^sidebars$/,
    /^values|\*\.widgets\.\*/,
    'areas are those of the theme; none is kept for what is not shown',
  ],
  [/^widgets$/, /./, 'the recorded site had widgets, which an export does not hold'],
  [/^comments-spam$/, /./, 'an export holds no spam'],
  [
    /^comment/,
    /^values .*(?:author_ip|author_user_agent)|^headers location/,
    'another machine, another program, another number',
  ],
  [/^comment-duplicate$/, /^headers allow/, 'who may write may read, too'],
  [/^category-create$/, /^headers location/, 'another number'],
];

const named = ({ status, headers, shape, values }: Difference): string[] => [
  ...status.map((one) => `status ${one}`),
  ...headers.map((one) => `headers ${one}`),
  ...shape.map((one) => `shape ${one}`),
  ...values.map((one) => `values ${one}`),
];

const score: Record<string, Record<string, number>> = {};

test.each(['rest', 'rest-auth', 'rest-errors', 'rest-write'])(
  '%s is answered as WordPress did',
  async (family) => {
    const unmeant: Record<string, string[]> = {};
    const equal = { compared: 0, status: 0, headers: 0, shape: 0, values: 0 };
    for (const one of recorded(family)) {
      const difference = compare(one, await ask(one));
      equal.compared += 1;
      for (const part of ['status', 'headers', 'shape', 'values'] as const)
        if (!difference[part].length) equal[part] += 1;
      const others = named(difference).filter(
        (text) => !meant.some(([request, what]) => request.test(one.name) && what.test(text)),
      );
      if (others.length) unmeant[one.name] = others;
    }
    score[family] = equal;

    expect(unmeant).toEqual({});
    expect(equal.status).toBe(equal.compared);
  },
);

test('most is equal to the letter', () => {
  process.stdout.write(`recorded and asked again: ${JSON.stringify(score)}\n`);
  expect(score.rest!.shape).toBeGreaterThanOrEqual(30);
  expect(score['rest-auth']!.shape).toBeGreaterThanOrEqual(12);
  expect(score['rest-errors']!.values).toBeGreaterThanOrEqual(23);
});

test('OPTIONS names every parameter and field that WordPress names, but for what is not there', async () => {
  const missing: Record<string, string[]> = {};
  for (const one of recorded('rest').filter(({ name }) => name.startsWith('options-'))) {
    const { body } = await ask(one);
    const lost = namesIn(one.answer).filter((name) => !namesIn(body).includes(name));
    if (lost.length) missing[one.name] = lost;
  }
  expect(missing).toEqual({
    'options-media': ['args url'],
    'options-users': ['args locale', 'args meta', 'field meta.persisted_preferences'],
    'options-settings': ['args url', 'args site_logo'],
  });
});

function namesIn(view: unknown): string[] {
  const { endpoints, schema } = view as {
    endpoints: { args: Record<string, unknown> }[];
    schema: { properties: Record<string, { properties?: object }> };
  };
  const fields = Object.entries(schema.properties).flatMap(([name, { properties }]) => [
    `field ${name}`,
    ...Object.keys(properties ?? {}).map((within) => `field ${name}.${within}`),
  ]);
  return [...endpoints.flatMap(({ args }) => Object.keys(args).map((name) => `args ${name}`)), ...fields];
}
