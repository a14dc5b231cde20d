// attachments/feature.ts: which media hang on which comment.
import type { Feature } from '../feature.ts';

export const attachments: Feature = { name: 'attachments' };
