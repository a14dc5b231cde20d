// posts/rest/statuses.ts: what the REST API says of the statuses of posts.

type View = Record<string, unknown>;

const statusOf = (name: string, slug: string, is: Partial<Record<string, boolean>> = {}): View => ({
  name,
  private: false,
  protected: false,
  public: false,
  queryable: false,
  show_in_list: true,
  slug,
  date_floating: false,
  ...is,
});

/** The statuses, as those see them who write; strangers see `publish` alone. */
export const statuses: Record<string, View> = {
  publish: statusOf('Published', 'publish', { public: true, queryable: true }),
  future: statusOf('Scheduled', 'future', { protected: true }),
  draft: statusOf('Draft', 'draft', { protected: true, date_floating: true }),
  pending: statusOf('Pending', 'pending', { protected: true, date_floating: true }),
  private: statusOf('Private', 'private', { private: true }),
  trash: statusOf('Trash', 'trash', { show_in_list: false }),
};
