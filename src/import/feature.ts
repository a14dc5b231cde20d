// import/feature.ts: brings WordPress exports in.
import type { Feature } from '../feature.ts';
import { importCommand } from './command.ts';
import { fetchAttachment } from './fetch-attachment.ts';

export const importing: Feature = {
  name: 'import',
  commands: { import: importCommand },
  tasks: { 'import.fetch-attachment': fetchAttachment },
};
