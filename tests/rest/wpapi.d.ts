// tests/rest/wpapi.d.ts: what the tests use of the client wpapi, which comes without types.
declare module 'wpapi' {
  interface Item {
    id: number;
    name: string;
    type: string;
    deleted: boolean;
    status: string;
    post: number | null;
    source_url: string;
    alt_text: string;
    content: { raw: string; rendered: string };
    title: { raw: string; rendered: string };
  }
  interface Request extends Promise<Item[] & { _paging: object }> {
    slug(slug: string): Request;
    param(name: string, value: number | string): Request;
    file(file: Buffer, name: string): Request;
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
    comments(): Request;
    media(): Request;
    users(): Request;
    taxonomies(): Promise<object>;
  }
}
