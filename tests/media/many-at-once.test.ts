// tests/media/many-at-once.test.ts: pictures that come at the same moment do not spoil one another.
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { dimensionsOf } from '../../src/media/pictures/images.ts';

test('good pictures that are looked at while others are opened are all good', async () => {
  const png = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#0a5f63' } })
    .png()
    .toBuffer();
  // Each goes on as soon as it is done, so that one begins while another is being read.
  const walk = async () => {
    for (let left = 300; left; left -= 1) expect(await dimensionsOf(png)).toMatchObject({ width: 40 });
  };

  const walks = await Promise.allSettled(Array.from({ length: 8 }, walk));

  expect(walks.filter(({ status }) => status === 'rejected')).toEqual([]);
});
