// setup/feature.ts: a blog's first hour: the set-up page, users from the command line, sample content.
import type { Feature } from '../feature.ts';
import { samples } from './remove-sample.ts';
import { seedCommand } from './seed.ts';
import { setupSite } from './site.ts';
import { userCommand } from './user-command.ts';

export const setup: Feature = {
  name: 'setup',
  site: setupSite,
  samples,
  commands: { user: userCommand, seed: seedCommand },
};
