// tests/import/markdown/markdown.test.ts: blogs of Hugo, Jekyll and others move in from their folders, or from ZIP files of them.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test, vi } from 'vitest';
import { ZipFile } from 'yazl';
import { importCommand } from '../../../src/import/command.ts';
import { importFrom } from '../../../src/import/import-from.ts';
import { markdownReader } from '../../../src/import/markdown/markdown-reader.ts';
import { partFile } from '../../../src/import/markdown/front-matter.ts';
import { withoutTags } from '../../../src/import/markdown/tags.ts';
import type { Media } from '../../../src/media/media.ts';
import type { Post } from '../../../src/posts/post.ts';
import { startBlog } from '../../blog.ts';
import { counts, why } from '../kit.ts';

const site = await startBlog();
const owner = await site.signIn(await site.hasUser({ role: 'administrator' }));
const around = fs.mkdtempSync(path.join(os.tmpdir(), 'quillback-markdown-'));
afterAll(() => fs.rmSync(around, { recursive: true }));

const picture = (background: string) =>
  sharp({ create: { width: 9, height: 9, channels: 3, background } })
    .png()
    .toBuffer();
const [teal, red] = await Promise.all([picture('teal'), picture('red')]);

function folderOf(name: string, files: Record<string, string | Buffer>): string {
  const folder = path.join(around, name);
  for (const [file, body] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), body);
  }
  return folder;
}

const bringFolder = (folder: string, address?: string) =>
  importFrom(site.blog, markdownReader, {
    open: () => fs.createReadStream(folder),
    path: folder,
    ...(address && { address }),
  });
const postBy = (slug: string) => site.blog.db<Post>('posts').where({ slug }).first();

const hugo = {
  'hugo.toml':
    'baseURL = "https://quay.example/"\ntitle = "The Quay"\n[permalinks]\nposts = "/:year/:slug/"\n',
  'README.md': '# How to build',
  'content/_index.md': '---\ntitle: Home\n---\n',
  'content/about.md': '---\ntitle: "About us"\n---\nWe sail.\n',
  'content/posts/high-tide/index.md': `+++
title = "High tide"
date = 2024-03-04T10:00:00+01:00
lastmod = 2024-04-01T00:00:00Z
slug = "tide"
tags = ["Sea", "Moon"]
categories = ["Notes"]
aliases = ["/old/tide/", "/p/77.html"]
summary = "In short."
[cover]
image = "cover.png"
+++
![The quay](quay.png "Title") and ![elsewhere](https://img.example/x.png)

{{< figure src="/img/top.png" alt="From above" caption="Seen *from* above" >}}

{{< youtube dQw4w9WgXcQ >}}

{{% notice tip %}}Mind the step.{{% /notice %}}

[The other]({{< ref "low-tide.md" >}}), [again](../low-tide.md)

\`\`\`go
{{</* figure src="kept.png" */>}} ![x](quay.png)
\`\`\`
`,
  'content/posts/high-tide/quay.png': teal,
  'content/posts/high-tide/cover.png': red,
  'content/posts/low-tide.md':
    '{\n  "title": "Low tide",\n  "date": "2024-01-02",\n  "draft": true\n}\nWords.\n',
  'content/posts/broken.md': '---\ntitle: "never closed\n---\nWords.\n',
  'static/img/top.png': teal,
  'static/img/nobody.png': red,
  'themes/x/exampleSite/content/posts/demo.md': '---\ntitle: Demo\n---\n',
};

test('a folder of Hugo comes in with bundles, pictures, shortcodes and addresses, twice without doubles', async () => {
  const folder = folderOf('hugo', hugo);

  const first = await bringFolder(folder);
  const again = await bringFolder(folder, 'https://elsewhere.example');

  expect(first.problem).toBeUndefined();
  expect([counts(first, 'posts'), counts(again, 'posts')]).toEqual([
    [2, 0, 0],
    [0, 2, 0],
  ]);
  expect([counts(first, 'pages'), counts(again, 'pages')]).toEqual([
    [1, 0, 0],
    [0, 1, 0],
  ]);
  expect(counts(first, 'files')).toEqual([3, 0, 0]);
  expect(counts(first, 'media')).toEqual([3, 0, 1]);
  expect(counts(first, 'texts')).toEqual([0, 0, 3]);
  expect(why(first, 'texts')).toContain('broken.md: what stands above the text cannot be read');
  expect(why(first, 'posts')).toContain('notice');
  const tide = (await postBy('tide'))!;
  expect(tide).toMatchObject({
    title: 'High tide',
    status: 'publish',
    published_at: new Date('2024-03-04T09:00:00Z'),
    modified_at: new Date('2024-04-01T00:00:00Z'),
    excerpt: 'In short.',
    content_format: 'markdown',
  });
  expect((await postBy('low-tide'))!.status).toBe('draft');
  const cover = await site.blog.db<Media>('media').where({ name: 'cover.png' }).first();
  expect(tide.featured_media_id).toBe(cover!.id);
  const page = (await site.request.get(`/?p=${tide.id}`).redirects(2)).text;
  expect(page).toMatch(/<img[^>]+src="\/uploads\/[^"]+quay[^"]*"[^>]+alt="The quay"/);
  expect(page).toMatch(/<figure>.*\/uploads\/[^"]+top[^"]*".*Seen \*from\* above/s);
  expect(page).toContain('Mind the step.');
  expect(page).toContain('{{&lt; figure src="kept.png" >}} ![x](quay.png)');
  expect(page).not.toContain('notice tip');
  expect(tide.content).toContain('[The other](/2024/low-tide/), [again](/2024/low-tide/)');
  expect(tide.content).toContain('\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ\n');
});

test.each(['/2024/tide/', '/old/tide/', '/p/77.html'])('the old address %s leads on', async (old) => {
  const answer = await site.request.get(old);

  expect(answer.status).toBe(301);
  expect(answer.headers.location).toContain('tide');
});

test('a blog of Jekyll comes in by the form as a ZIP file', async () => {
  const zip = new ZipFile();
  const files: Record<string, string | Buffer> = {
    'site-main/_config.yml': 'url: https://jekyll.example\nbaseurl: /log\ntitle: Log\n',
    'site-main/_posts/2023-05-06-first-steps.md': `---
layout: post
title: First steps
categories: diary walks
tags: [feet]
redirect_from: /older/
---
{% include figure image_path="/assets/images/path.png" alt="A path" caption="The path" %}

{% highlight ruby linenos %}
puts "{{ x }}"
{% endhighlight %}

![Also]({{ site.baseurl }}/assets/images/path.png) [Next]({% post_url 2023-06-01-second %})
{: .center}
`,
    'site-main/_posts/2023-06-01-second.markdown': '---\ntitle: Second\npublished: false\n---\nWords.\n',
    'site-main/about.md': '---\ntitle: About the log\npermalink: /about-log/\n---\nWe walk.\n',
    'site-main/assets/images/path.png': teal,
    'site-main/_layouts/post.html': '<p>{{ content }}</p>',
  };
  for (const [name, body] of Object.entries(files)) zip.addBuffer(Buffer.from(body), name);
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);

  const sent = await owner.post('/admin/import').attach('file', Buffer.concat(pieces), 'site.zip');
  await site.work();
  const screen = await owner.get(sent.headers.location!);

  expect(sent.status).toBe(303);
  expect(screen.text).toMatch(/<th scope="row">posts<\/th>\s*<td>2<\/td>\s*<td>0<\/td>\s*<td>0<\/td>/);
  const first = (await postBy('first-steps'))!;
  expect(first.content).toContain('```ruby\nputs "{{ x }}"\n```');
  expect(first.content).toContain('[Next](/2023/06/01/second.html)');
  expect(first.content).not.toContain('{:');
  const page = await site.request.get('/log/diary/walks/2023/05/06/first-steps.html').redirects(1);
  expect(page.text).toMatch(/<img[^>]+\/uploads\/[^"]*path[^"]*"[^>]+alt="A path"/);
  expect(page.text).toMatch(/>diary<.*>walks</s);
  expect((await postBy('second'))!.status).toBe('draft');
  expect((await postBy('about-log'))!.type).toBe('page');
});

test('a ZIP file without texts, and a folder without any, get a sentence', async () => {
  const zip = new ZipFile();
  zip.addBuffer(teal, 'a.png');
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);

  const answer = await owner.post('/admin/import').attach('file', Buffer.concat(pieces), 'site.zip');

  expect(answer.status).toBe(422);
  expect(answer.text).toContain('This is a ZIP archive without Markdown files');
});

test('the command takes a folder, and says what it is that it does not take', async () => {
  const written: string[] = [];
  const spied = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  const folder = folderOf('plain', {
    'notes/2022-02-02-two.md': '# Twos everywhere #\n\nWords.',
    'README.md': 'How.',
  });

  const codes = [
    await importCommand.run(site.blog, [folder]),
    await importCommand.run(site.blog, [folderOf('empty', { 'a.txt': 'x' })]),
    await importCommand.run(site.blog, [path.join(around, 'nowhere')]),
  ];
  spied.mockRestore();

  expect(codes).toEqual([0, 1, 1]);
  expect(written.join('')).toMatch(/^posts +1 +0 +0 +0/m);
  expect(written.join('')).toMatch(/^texts +0 +0 +1 +0 {2}without fields/m);
  expect(written.join('')).toContain('There is no Markdown file in this folder.');
  expect(written.join('')).toContain('nowhere');
  expect(await postBy('two')).toMatchObject({ title: 'Twos everywhere', content: 'Words.' });
});

test('nothing outside of the folder is read, and names that point to one another cost nothing', async () => {
  fs.writeFileSync(path.join(around, 'secret.png'), red);
  const folder = folderOf('sly', {
    'content/posts/sly.md':
      '---\ntitle: Sly\ndate: 2024-01-01\nimage: ../../../secret.png\n---\n![a](../../../secret.png)\n',
  });
  fs.symlinkSync(path.join(around, 'secret.png'), path.join(folder, 'content/posts/link.png'));
  const bomb = `---\na: &a [x, x, x]\n${Array.from({ length: 30 }, (_, at) => `b${at}: &b${at} [${Array.from({ length: 9 }, () => (at ? `*b${at - 1}` : '*a')).join(', ')}]`).join('\n')}\n---\n`;

  const result = await bringFolder(folder);

  expect(counts(result, 'posts')).toEqual([1, 0, 0]);
  expect(counts(result, 'media')).toEqual([0, 0, 1]);
  expect(why(result, 'media')).toContain('not in the folder: ../../../secret.png');
  expect(partFile(bomb).problem).toContain('alias');
});

test.each([
  ['{{< vimeo 146022717 >}}', 'https://vimeo.com/146022717'],
  [
    '{{< tweet user="SanDiegoZoo" id="1453110110599868418" >}}',
    'https://twitter.com/SanDiegoZoo/status/1453110110599868418',
  ],
  ['{% include youtube.html id="abc_DEF-123" %}', 'https://www.youtube.com/watch?v=abc_DEF-123'],
  ['{% include video id="XsxDH4HcOWA" provider="youtube" %}', 'https://www.youtube.com/watch?v=XsxDH4HcOWA'],
  ['{{< highlight go >}}\na := `x`\n{{< /highlight >}}', '```go\na := `x`\n```'],
  ['{% raw %}{{ kept | as_it_is }}{% endraw %}', '{{ kept | as_it_is }}'],
  ['![a]({{ "/x.png" | relative_url }})', '![a](/x.png)'],
  ['{{< youtube "><script>" >}}', ''],
  ['a\n<!-- more -->\nb', 'a\n<!--more-->\nb'],
  ['{% highlight js %}\nno end', 'no end'],
])('%s becomes %s', (given, wanted) => {
  expect(withoutTags(given, { text: () => undefined, lost: () => {} }).trim()).toBe(wanted);
});
