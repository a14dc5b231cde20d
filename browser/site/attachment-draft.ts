// site/attachment-draft.ts: the files of a draft, when it is taken up again.
import { request } from '../shared/request.ts';
import { __ } from '../shared/words.ts';
import { refresh, removing, showLost, type Field } from './attachment-field.ts';
import { drawNamed, showReceived, type Received } from './attachment-item.ts';

/** Shows the files of a draft: those the site still has for its form, and those it has not. */
export async function bringBack(field: Field): Promise<void> {
  const { form, list, formKey } = field;
  const known = JSON.parse(form.dataset.draftFiles ?? '[]') as (Received & { description: string })[];
  if (!known.length) return;
  const asked = request<{ files: Received[] }>('/attachments/received', { fields: { form_key: formKey() } });
  const { files } = await asked.catch(() => ({ files: undefined }));
  if (!form.dataset.draftFiles) return;
  const isReceived = new Set(files?.map(({ id }) => id));
  delete form.dataset.draftFiles;
  list.replaceChildren();
  // Where the site does not answer, all are taken to be there: it says so itself when the comment comes without one.
  const there =
    files ?? known.filter(({ id }) => id).map((file) => ({ ...file, size_label: __('the file') }));
  for (const file of there) {
    const item = drawNamed(file.name, removing(field, file.name));
    const description = known.find(({ id }) => id === file.id)?.description;
    list.append(item);
    showReceived(item, { ...file, ...(description && { alternative_text: description }) });
  }
  for (const { id, name } of known)
    if (!id || (files && !isReceived.has(id)))
      showLost(field, name, __('It is not here any more. Choose it again, or remove it.'));
  refresh(field);
}
