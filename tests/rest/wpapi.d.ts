// tests/rest/wpapi.d.ts: what the tests use of the client wpapi, which comes without types.
declare module 'wpapi' {
  interface Item {
    id: number;
    name: string;
    type: string;
    deleted: boolean;
    title: { raw: string; rendered: string };
  }
  interface Request extends Promise<Item[] & { _paging: object }> {
    slug(slug: string): Request;
    perPage(count: number): Request;
    page(number: number): Request;
    id(id: number): Request;
    get(): Promise<unknown>;
    me(): Promise<Item>;
    create(words: object): Promise<Item>;
    update(words: object): Promise<Item>;
    delete(words: object): Promise<Item>;
  }
  export default class WPAPI {
    constructor(options: { endpoint: string; username?: string; password?: string; auth?: boolean });
    posts(): Request;
    pages(): Request;
    users(): Request;
    taxonomies(): Promise<object>;
  }
}
