// tests/writing/write-screen.ts: the text of the write screen, for tests that are about something else than its editor.
import type { BrowserContext, Page } from 'playwright-core';

/** Opens write screens with the tab Code, as for somebody who used it last. */
export async function writesInCode(context: BrowserContext): Promise<void> {
  await context.addInitScript(`localStorage.setItem('quillback:editor', 'code')`);
}

/** Types another text. */
export async function fillText(page: Page, words: string): Promise<void> {
  await page.locator('form[data-editing="code"]').waitFor();
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill(words);
}

/** The text as it would be saved. */
export const textOf = (page: Page): Promise<string> => page.locator('textarea[name="content"]').inputValue();

/** Presses Publish, and again in the list of what may be missing. */
export async function publish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click();
}

/** Unfolds the settings beside the text. */
export const unfold = (page: Page): Promise<void> =>
  page.locator('.fold').evaluateAll((folds) => folds.forEach((fold) => Object.assign(fold, { open: true })));
