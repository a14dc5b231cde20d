// privacy/policy.ts: what a privacy policy says of this site, generated from what is switched on: a guide in the admin, and a list that a text asks for.
import { renderView } from '../base/http/views.ts';
import { __ } from '../base/language/gettext.ts';
import { general } from '../base/settings/general.ts';
import { settings } from '../base/settings/settings.ts';
import type { Blog, LiveList, PolicySection } from '../blog.ts';

/** The kind that the block `quillback/privacy-policy` asks for. */
const kind = 'privacy_policy';
/** The block, as a page holds it. */
export const policyBlock = '<!-- wp:quillback/privacy-policy /-->';

/** In the order of the features, and last what everybody may ask. */
async function policyOf(blog: Blog): Promise<PolicySection[]> {
  const sections = await Promise.all(blog.extensions.privacy_policy.map((policy) => policy(blog)));
  return sections.flat();
}

/** As part of a text; '' for lists of others. */
export const policyLists = (blog: Blog, lists: LiveList[]): Promise<string[]> =>
  Promise.all(lists.map((list) => (list.kind === kind ? policyHtml(blog) : Promise.resolve(''))));

export const policyHtml = async (blog: Blog): Promise<string> =>
  (await renderView('privacy/_policy', { sections: await policyOf(blog) })).trim();

/** Of the tools themselves. */
export async function ownPolicy({ db }: Blog): Promise<PolicySection[]> {
  const { admin_email } = await settings(db, general);
  return [
    {
      heading: __('What you may ask'),
      text: [
        __(
          'You may have what is kept of you here as a file, and have it erased. A link is mailed to your address to prove that it is yours. Erased comments stay without your name and address, because others have answered them.',
        ),
        ...(admin_email ? [__('Write to %s.', admin_email)] : []),
      ],
    },
    {
      heading: __('Email from this site'),
      text: [
        __('Emails that this site has written are kept with the address they went to, until it is erased.'),
      ],
    },
  ];
}
