// tests/comments/spam/spam-corpus.test.ts: the filter, trained on one corpus of eight languages and judged on another.
import { expect, test } from 'vitest';
import { measureSpam } from '../../../bench/spam.ts';

test('of 2,000 comments with phrases it has not met, it marks 95 of 100 of spam, and at most one honest one in 500', () => {
  const figures = measureSpam({ train: 2000, test: 2000 }, () => {});

  expect(figures.caught).toBeGreaterThanOrEqual(0.95);
  expect(figures.honest_marked).toBeLessThanOrEqual(1 / 500);
  expect(figures.honest_held).toBeLessThanOrEqual(0.02);
});
