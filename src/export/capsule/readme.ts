// export/capsule/readme.ts: what a capsule says of itself to somebody who opens it in twenty years. Pure.

export const readme = (
  url: string,
  moment: Date,
): string => `A blog, as it was at ${url} on ${moment.toISOString()}.

site/index.html            Open it in a browser: the public pages, with links between them. No server is needed.
wordpress-export.xml       All posts, pages, comments, terms, menus and lists of files, in WordPress's format (WXR 1.2).
data/                      The records of the blog, one JSON object a line. Dates are in UTC.
files/                     Pictures and other files, those of drafts and of held comments too.
manifest-sha256.txt        The checksums of all files above: sha256sum -c manifest-sha256.txt

Texts are as they were written. Passwords, sessions and secrets are not in here; email addresses are: keep it as you keep
letters. Passwords of single posts are in it, as the blog knows them.
`;
