// terms/settings.ts: which category posts get that were given none.
import { z } from 'zod';
import { N_ } from '../base/language/gettext.ts';
import { group, idSelect } from '../base/settings/declare.ts';
import { allTerms } from './queries.ts';

export const writing = z.object(
  group('writing', N_('New posts'), {
    default_category: idSelect(1, N_('Default post category'), {
      rest: 'default_category',
      choices: async ({ db }) =>
        (await allTerms(db, 'category')).map(({ id, name }) => ({ value: String(id), title: name })),
    }),
  }),
);
