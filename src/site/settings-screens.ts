// site/settings-screens.ts: Settings → General, Writing, Reading, Permalinks and Privacy: which features' settings stand where.
import { membership } from '../accounts/settings.ts';
import type { SettingsScreen } from '../base/admin/settings-screen.ts';
import { N_ } from '../base/language/gettext.ts';
import { linkChecks } from '../links/settings.ts';
import { general } from '../base/settings/general.ts';
import { programs } from '../base/settings/programs.ts';
import { hubSettings } from '../feeds/settings.ts';
import { hitSettings } from '../hits/settings.ts';
import { updateServices } from '../linkbacks/settings.ts';
import { permalinks, privacy, reading, revisionRules, trashRules, writingRules } from '../posts/settings.ts';
import { discovery } from './discovery/settings.ts';
import { writing } from '../terms/settings.ts';

export const generalScreen: SettingsScreen = {
  name: 'general',
  title: N_('General'),
  declared: [general, membership, revisionRules, trashRules],
};

export const writingScreen: SettingsScreen = {
  name: 'writing',
  title: N_('Writing'),
  declared: [writing, writingRules, updateServices, hubSettings, linkChecks, programs],
};

export const readingScreen: SettingsScreen = {
  name: 'reading',
  title: N_('Reading'),
  declared: [reading, general, discovery, hitSettings],
};

export const permalinksScreen: SettingsScreen = {
  name: 'permalinks',
  title: N_('Permalinks'),
  heading: N_('Permalink settings'),
  declared: [permalinks],
  template: 'site/admin-permalinks',
};

export const privacyScreen: SettingsScreen = {
  name: 'privacy',
  title: N_('Privacy'),
  intro: N_('One page can say what this site keeps of its readers, why, and for how long.'),
  declared: [privacy],
};
