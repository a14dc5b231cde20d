// import/wxr/wxr-reader.ts: exports of WordPress (WXR).
import { N_ } from '../../base/language/gettext.ts';
import type { Reader } from '../reader.ts';
import { firstReading } from './highest-ids.ts';
import { readWxr } from './read-wxr.ts';

export const wxrReader: Reader = {
  kind: 'wordpress',
  title: 'WordPress',
  where: N_('Tools → Export → All content. An XML file.'),
  // Programs of the old site may have put warnings in front.
  knows: (start) => start.startsWith('<') || /<(?:rss|\?xml)[\s>]/i.test(start),
  first: ({ open }) => firstReading(open),
  read: ({ open }, { mends }) => readWxr(open(), { mends }),
};
