// posts/rest/labels.ts: what WordPress calls types of posts and taxonomies, and what is done with them (`labels` of `context=edit`).

export type Labels = Record<string, string | null>;

/** Of a type of posts, from its words in capitals: `Posts`, `Post`. */
export function typeLabels(name: string, singular_name: string): Labels {
  const [all, one] = [name.toLowerCase(), singular_name.toLowerCase()];
  return {
    name,
    singular_name,
    add_new: 'Add',
    add_new_item: `Add ${singular_name}`,
    edit_item: `Edit ${singular_name}`,
    new_item: `New ${singular_name}`,
    view_item: `View ${singular_name}`,
    view_items: `View ${name}`,
    search_items: `Search ${name}`,
    not_found: `No ${all} found.`,
    not_found_in_trash: `No ${all} found in Trash.`,
    parent_item_colon: one === 'page' ? 'Parent Page:' : null,
    all_items: `All ${name}`,
    archives: `${singular_name} Archives`,
    attributes: `${singular_name} Attributes`,
    insert_into_item: `Insert into ${one}`,
    uploaded_to_this_item: `Uploaded to this ${one}`,
    featured_image: 'Featured image',
    set_featured_image: 'Set featured image',
    remove_featured_image: 'Remove featured image',
    use_featured_image: 'Use as featured image',
    filter_items_list: `Filter ${all} list`,
    filter_by_date: 'Filter by date',
    items_list_navigation: `${name} list navigation`,
    items_list: `${name} list`,
    item_published: `${singular_name} published.`,
    item_published_privately: `${singular_name} published privately.`,
    item_reverted_to_draft: `${singular_name} reverted to draft.`,
    item_trashed: `${singular_name} trashed.`,
    item_scheduled: `${singular_name} scheduled.`,
    item_updated: `${singular_name} updated.`,
    item_link: `${singular_name} Link`,
    item_link_description: `A link to a ${one}.`,
    menu_name: name,
    name_admin_bar: singular_name,
  };
}

/** Of files: WordPress uses the words of posts where it has none of their own. */
export const mediaLabels: Labels = {
  ...typeLabels('Posts', 'Post'),
  name: 'Media',
  singular_name: 'Media',
  add_new: 'Add Media File',
  add_new_item: 'Add Media File',
  edit_item: 'Edit Media',
  view_item: 'View Media File',
  all_items: 'Media',
  archives: 'Media',
  attributes: 'Attachment Attributes',
  menu_name: 'Media',
  name_admin_bar: 'Media',
  template_name: 'Single item: Media',
};

/** Of reusable blocks, which WordPress calls patterns. */
export const patternLabels: Labels = {
  ...typeLabels('Patterns', 'Pattern'),
  add_new: 'Add Pattern',
  edit_item: 'Edit Block Pattern',
  all_items: 'All Patterns',
  archives: 'All Patterns',
  attributes: 'Post Attributes',
  insert_into_item: 'Insert into post',
  uploaded_to_this_item: 'Uploaded to this post',
  item_trashed: 'Post trashed.',
  item_link: 'Post Link',
  item_link_description: 'A link to a post.',
  template_name: 'Single item: Pattern',
};

/** Of categories (a tree) and tags. */
export function taxonomyLabels(name: string, singular_name: string, isTree: boolean): Labels {
  const [all, one] = [name.toLowerCase(), singular_name.toLowerCase()];
  const ofTree = (words: string) => (isTree ? words : null);
  const ofList = (words: string) => (isTree ? null : words);
  return {
    name,
    singular_name,
    search_items: `Search ${name}`,
    popular_items: ofList(`Popular ${name}`),
    all_items: `All ${name}`,
    parent_item: ofTree(`Parent ${singular_name}`),
    parent_item_colon: ofTree(`Parent ${singular_name}:`),
    name_field_description: 'The name is how it appears on your site.',
    slug_field_description:
      'The &#8220;slug&#8221; is the URL-friendly version of the name. It is usually all lowercase and contains only letters, numbers, and hyphens.',
    parent_field_description: ofTree(
      'Assign a parent term to create a hierarchy. The term Jazz, for example, would be the parent of Bebop and Big Band.',
    ),
    desc_field_description: 'The description is not prominent by default; however, some themes may show it.',
    edit_item: `Edit ${singular_name}`,
    view_item: `View ${singular_name}`,
    update_item: `Update ${singular_name}`,
    add_new_item: `Add ${singular_name}`,
    new_item_name: `New ${singular_name} Name`,
    separate_items_with_commas: ofList(`Separate ${all} with commas`),
    add_or_remove_items: ofList(`Add or remove ${all}`),
    choose_from_most_used: ofList(`Choose from the most used ${all}`),
    not_found: `No ${all} found.`,
    no_terms: `No ${all}`,
    filter_by_item: ofTree(`Filter by ${one}`),
    items_list_navigation: `${name} list navigation`,
    items_list: `${name} list`,
    most_used: 'Most Used',
    back_to_items: `&larr; Go to ${name}`,
    item_link: `${singular_name} Link`,
    item_link_description: `A link to a ${one}.`,
    menu_name: name,
    name_admin_bar: isTree ? 'category' : 'post_tag',
    template_name: `${singular_name} Archives`,
  };
}
