// tests/posts/content-whole.test.ts: long and real texts, from their first letter to their last.
import fs from 'node:fs';
import path from 'node:path';
import { HtmlValidate } from 'html-validate';
import { visit } from 'unist-util-visit';
import { describe, expect, test } from 'vitest';
import { parseHtml, printHtml } from '../../src/base/html/parse.ts';
import { cleanPost } from '../../src/base/html/sanitize.ts';
import { attribute, remove } from '../../src/base/html/tree.ts';
import { renderContent } from '../../src/posts/content/render.ts';
import { saxesItems } from './wxr.ts';
import { processorTime } from '../processor-time.ts';
import { site, rendered } from './content-kit.ts';

describe('through everything', () => {
  test.each([
    ['character references', '&#'.repeat(20_000)],
    ['asterisks', '*'.repeat(50_000)],
    ['angle brackets', '<'.repeat(50_000)],
    ['square brackets', '['.repeat(50_000)],
    ['open shortcodes', '[audio '.repeat(8_000)],
    ['open captions', '[caption]'.repeat(6_000)],
    ['nested tags', '<div>'.repeat(20_000)],
    ['quotes', `"'`.repeat(25_000)],
    ['block comments', '<!-- wp:group -->'.repeat(5_000)],
    ['blank lines', 'a\n\n'.repeat(15_000)],
    ['addresses', 'https://youtu.be/x\n'.repeat(3_000)],
  ])('%s without end are rendered or refused at once (A9)', async (_name, content) => {
    // Four times the text costs four times the work, not sixteen times.
    for (const content_format of ['html', 'markdown'] as const) {
      const statuses: (number | undefined)[] = [];
      const cost = async (content: string) => {
        const { spent } = await processorTime(() =>
          renderContent(site.blog, { content, content_format }).then(
            () => statuses.push(200),
            (error: { status?: number }) => statuses.push(error.status),
          ),
        );
        return spent;
      };
      await cost(content.slice(0, 1000));
      const quarter = await cost(content.slice(0, content.length / 4));
      const whole = await cost(content);

      expect([200, 422]).toContain(statuses.at(-1));
      expect(whole).toBeLessThan(10 * quarter + 400);
    }
  });

  const shared = process.env.SHARED_DATA ?? path.resolve(import.meta.dirname, '../../../shared');
  const present = ['theme-unit-test', 'comprehensive', 'small-export']
    .map((name) => path.join(shared, 'data', `${name}.wxr.xml`))
    .filter((file) => fs.existsSync(file));

  test.skipIf(!present.length)(
    'every text of real exports renders, is stable and well formed (skipped without ../shared)',
    async () => {
      const validate = new HtmlValidate({
        root: true,
        rules: {
          'close-order': 'error',
          'element-permitted-content': 'error',
          'no-dup-id': 'error',
          'no-dup-attr': 'error',
          'void-content': 'error',
        } as Record<string, 'error'>,
      });
      for (const item of present.flatMap((file) => saxesItems(fs.readFileSync(file, 'utf8')))) {
        const html = await rendered(item.content, { id: item.id });
        const report = await validate.validateString(
          `<!doctype html><html lang="en"><body><main><article>${html}</article></main></body></html>`,
        );
        const plain = html.replaceAll(/<figure class="wp-block-embed[^]*?<\/figure>/g, '');

        expect(
          report.results.flatMap(({ messages }) =>
            messages.map(({ ruleId, message }) => `${ruleId} ${message}`),
          ),
          item.title,
        ).toEqual([]);
        expect(cleanPost(plain), item.title).toBe(plain);
      }
    },
  );

  const golden = path.join(shared, 'golden');

  test.skipIf(!fs.existsSync(golden))(
    'texts come out as from WordPress itself (skipped without ../shared)',
    async () => {
      const written = new Map(
        saxesItems(fs.readFileSync(path.join(golden, 'wxr/all.xml'), 'utf8')).map(({ id, content }) => [
          id,
          content,
        ]),
      );
      const answers = ['pages', 'posts-category', 'posts-slug'].flatMap(
        (name) =>
          JSON.parse(fs.readFileSync(path.join(golden, `rest/${name}.json`), 'utf8')) as {
            id: number;
            content: { rendered: string };
          }[],
      );
      expect(answers.length).toBeGreaterThan(5);
      for (const { id, content } of answers) {
        const ours = await rendered(written.get(id)!);

        expect(comparable(ours), `post ${id}`).toBe(comparable(content.rendered));
      }
    },
  );
});

/** Without what differs on purpose: classes, galleries, white space, the paragraph around a mark. */
function comparable(html: string): string {
  const tree = parseHtml(html.replaceAll(/<p>(<!--\w+-->)<\/p>/g, '$1'));
  visit(tree, 'element', (element) => {
    delete element.properties.className;
  });
  remove(tree, (node) => node.type === 'element' && attribute(node, 'id').startsWith('gallery'));
  return printHtml(tree)
    .replaceAll(/\s*\n\s*/g, '\n')
    .replaceAll(/\n?(<\/?(?:blockquote|p|ul|li|h2|pre)>|<!--\w+-->)\n?/g, '$1')
    .replace(/<p><\/p><br>\s*(End.*?)<p><\/p>/, '<p>$1</p>')
    .trim();
}
