// base/admin/paging.ts: the links between the pages of an admin list.

export interface PagingView {
  page: number;
  pages: number;
  total: number;
  /** There are more than `total`: nobody counted on. */
  has_more: boolean;
  previous: string;
  next: string;
}

/** Paging for `views/admin/_paging`; `query` is what the list is filtered by. */
export function pagingView(
  path: string,
  query: Record<string, string>,
  { page, total, per_page, has_more = false }: Counted,
): PagingView {
  const pages = Math.max(1, Math.ceil(total / per_page));
  const at = (number: number) => {
    const filled = Object.entries(query).filter(([, value]) => value !== '');
    return `${path}?${new URLSearchParams([...filled, ['page', String(number)]]).toString()}`;
  };
  return {
    page,
    pages,
    total,
    has_more,
    previous: page > 1 ? at(page - 1) : '',
    next: page < pages ? at(page + 1) : '',
  };
}

interface Counted {
  page: number;
  total: number;
  per_page: number;
  has_more?: boolean;
}
