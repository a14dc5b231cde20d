// library/personal-data.ts: files that somebody with an account put into the library.
import type { Blog, PersonalData, PersonalItem, Person } from '../blog.ts';
import { filesUploadedBy } from '../media/owner-queries.ts';

const portion = 500;

export const libraryData: PersonalData = {
  name: 'media',
  label: 'Files in the media library',
  tables: ['media'],
  collect,
  // As posts, they are the site's: whoever deletes the account says whose they become.
  erase: async ({ db }, { user_id }) => {
    const some = user_id === null ? [] : await filesUploadedBy(db, user_id, { after: 0, limit: 1 });
    const retained = some.length ? ['Files in the media library are kept: delete them under Media.'] : [];
    return { removed: 0, retained };
  },
};

async function* collect({ db }: Blog, { user_id }: Person): AsyncGenerator<PersonalItem> {
  if (user_id === null) return;
  for (let after = 0; ;) {
    const found = await filesUploadedBy(db, user_id, { after, limit: portion });
    for (const { name, title, file, uploaded_at } of found)
      yield {
        fields: [
          { name: 'File', value: name },
          { name: 'Title', value: title },
          { name: 'Uploaded', value: uploaded_at.toISOString() },
        ],
        files: file ? [{ key: file, name }] : [],
      };
    if (found.length < portion) return;
    after = found.at(-1)!.id;
  }
}
