// setup/sample.ts: what a fresh blog holds, so that its owner can judge the look at once.
import type { User } from '../accounts/user.ts';
import type { Blog } from '../blog.ts';

/** Puts sample content into a blog that has none. */
export async function fillFreshBlog(_blog: Blog, _user: User): Promise<void> {}
