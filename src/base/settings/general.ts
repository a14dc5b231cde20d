// base/settings/general.ts: what every page of a site needs to know about it.
import { z } from 'zod';
import { english, languageFor } from '../language/languages.ts';
import { N_ } from '../language/gettext.ts';
import { formatDate, offsets } from '../time/dates.ts';
import { checkbox, choices, field, group, numberSelect, text } from './declare.ts';
import type { Choice, ChoiceSource } from './declare.ts';
import { settings } from './settings.ts';

const languages = `en-US en-GB de-DE de-AT de-CH fr-FR fr-CA es-ES es-MX pt-BR pt-PT it-IT nl-NL sv-SE nb-NO da-DK fi-FI is-IS pl-PL
cs-CZ sk-SK hu-HU ro-RO bg-BG el-GR tr-TR ru-RU uk-UA he-IL ar fa-IR hi-IN bn-BD ja ko-KR zh-CN zh-TW vi th id-ID`;
const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC'), ...offsets];
const phpLetters = 'Formats are made of the letters of PHP’s date():';

/** Names and defaults are WordPress's (Settings → General, Reading). */
export const general = z.object({
  ...group('general', N_('Site'), {
    blogname: text('Quillback', N_('Site title'), { max: 200, rest: 'title' }),
    blogdescription: text('', N_('Tagline'), {
      max: 300,
      rest: 'description',
      help: N_('In a few words, explain what this site is about.'),
    }),
    admin_email: field(z.string().max(254).default(''), 'email', N_('Administration email address'), {
      rest: 'email',
      help: N_('Messages to the owner go to this address, and email from the site comes from it.'),
      note: 'The set-up puts the first administrator’s address here.',
    }),
  }),
  ...group('general', N_('Language and dates'), {
    WPLANG: field(z.string().max(35).default('en-US'), 'select', N_('Site language'), {
      rest: 'language',
      choices: languageChoices,
      help: N_(
        'Pages, emails and the sign-in speak it. It also decides how dates and quotes are written, and whether pages read from left to right.',
      ),
      note: 'A language code (BCP 47) such as `de-DE`, or WordPress’s name of it, such as `de_DE`. What is not translated is said in English.',
    }),
    timezone_string: field(
      z.string().min(1, { error: 'Please choose a timezone.' }).max(64).default('UTC'),
      'select',
      N_('Timezone'),
      {
        rest: 'timezone',
        choices: zones.map((value) => ({ value, title: value })),
        help: N_('Choose a city in your timezone, or a UTC offset. All dates are shown and typed in it.'),
        note: 'A place such as `Europe/Berlin`, or an offset such as `UTC+2` or `UTC+5:30` (WordPress: `gmt_offset`).',
      },
    ),
    date_format: field(z.string().max(64).default('F j, Y'), 'suggest', N_('Date format'), {
      rest: 'date_format',
      choices: (source) => today(source, ['F j, Y', 'Y-m-d', 'm/d/Y', 'd/m/Y', 'j. F Y']),
      help: `${phpLetters} F j, Y is November 9, 2017; d.m.Y is 09.11.2017.`,
    }),
    time_format: field(z.string().max(64).default('g:i a'), 'suggest', N_('Time format'), {
      rest: 'time_format',
      choices: (source) => today(source, ['g:i a', 'g:i A', 'H:i']),
      help: `${phpLetters} g:i a is 8:05 pm; H:i is 20:05.`,
    }),
    start_of_week: numberSelect(
      1,
      N_('Week starts on'),
      {
        0: N_('Sunday'),
        1: N_('Monday'),
        2: N_('Tuesday'),
        3: N_('Wednesday'),
        4: N_('Thursday'),
        5: N_('Friday'),
        6: N_('Saturday'),
      },
      { rest: 'start_of_week', help: N_('The first column of the calendar widget.') },
    ),
  }),
  ...group('reading', N_('Search engines'), {
    blog_public: checkbox(true, N_('Search engines may list this site'), {
      help: N_('Otherwise they are asked to stay away. It is up to them to honor this request.'),
    }),
  }),
});

/** Each format with the moment printed by it. */
async function today({ db, now }: ChoiceSource, formats: string[]): Promise<Choice[]> {
  const { timezone_string: zone, WPLANG: locale } = await settings(db, general);
  return choices(
    Object.fromEntries(
      formats.map((format) => [format, `${formatDate(now(), format, { zone, locale })} (${format})`]),
    ),
  );
}

/** Each language by its own name; the present one stands in the list, too, however it is written. */
async function languageChoices({ db }: ChoiceSource): Promise<Choice[]> {
  const { WPLANG } = await settings(db, general);
  const known = languages.split(/\s+/);
  return [...known, ...(known.includes(WPLANG) ? [] : [WPLANG])]
    .map((value) => ({ value, title: languageName(value) }))
    .toSorted((one, other) => one.title.localeCompare(other.title, 'en'));
}

/** The name of a language in itself. @param value a language code (BCP 47), or WordPress's name of one */
export function languageName(value: string): string {
  const code = value.replaceAll('_', '-') || 'en-US';
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(code)) return value;
  const name = new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code;
  const isEnglish = languageFor(value) === english && !/^en\b/.test(code);
  return `${name.charAt(0).toLocaleUpperCase(code)}${name.slice(1)}${isEnglish ? ' – words in English' : ''}`;
}
