// setup/seed.ts: `seed` on the command line: a lively blog to work on, the same on every machine.
import crypto from 'node:crypto';
import { parseArgs } from 'node:util';
import { findUserByName, hasAdministrator } from '../accounts/queries.ts';
import { createUser } from '../accounts/users/create-user.ts';
import type { User } from '../accounts/user.ts';
import { general } from '../base/settings/general.ts';
import { saveSettings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import type { Command } from '../feature.ts';
import { storeBytes } from '../media/store.ts';
import type { Media } from '../media/media.ts';
import { assignMenus } from '../menus/assign.ts';
import { bringMenu } from '../menus/bring.ts';
import { addItems, reorder } from '../menus/change-items.ts';
import { arranged } from '../menus/menu.ts';
import type { Post } from '../posts/post.ts';
import { allTerms } from '../terms/queries.ts';
import { changeWidgets } from '../widgets/change.ts';
import { checkedWidget } from '../widgets/form.ts';
import { added, type WidgetKind } from '../widgets/widget.ts';
import { isWithoutPosts } from '../writing/queries/choices.ts';
import { commentCount, pictureOf, seedComments } from './seed-comments.ts';
import { seedPosts, type Staff } from './seed-posts.ts';
import * as texts from './seed-texts.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

export const seedCommand: Command = {
  usage: '[--again]',
  async run(blog, args) {
    const { values } = parseArgs({ args, options: { again: { type: 'boolean', default: false } } });
    if (!values.again && !(await isWithoutPosts(blog.db))) {
      say(
        'This blog has posts already, and nothing was added. `seed --again` adds the sample content to them.',
      );
      return 1;
    }
    await seed(blog);
    return 0;
  },
};

/** Users of all roles, posts and pages of all kinds, comments, pictures, menus and widgets. Users who are there stay. */
async function seed(blog: Blog): Promise<void> {
  const isNew = !(await hasAdministrator(blog.db));
  const password = crypto.randomBytes(15).toString('base64url');
  const users = await usersOf(blog, password);
  const [admin, editor, author, contributor] = users as [User, User, User, User];
  const staff: Staff = { admin, editor, author, contributor };
  if (isNew) await saveSettings(blog.db, general, { blogname: texts.title, admin_email: admin.email });
  const pictures = await picturesOf(blog, editor);
  const { posts, pages } = await seedPosts(blog, staff, pictures);
  await seedComments(blog, posts, users);
  const menu = await menusOf(blog, pages);
  await widgetsOf(blog, menu);
  say(`Added ${posts.length} posts, ${pages.length} pages and ${commentCount} comments.`);
  say(`Sign in at ${blog.url}/login as ${texts.people.map(({ login }) => login).join(', ')}.`);
  say(`Their password, shown this once and set for those who were not here yet: ${password}`);
}

async function usersOf(blog: Blog, password: string): Promise<User[]> {
  const users: User[] = [];
  for (const { login, name, role } of texts.people) {
    const known = await findUserByName(blog.db, login);
    const words = { login, email: `${login}@example.com`, display_name: name, role, password };
    users.push(known ?? (await createUser(blog, words)));
  }
  return users;
}

async function picturesOf(blog: Blog, editor: User): Promise<Media[]> {
  const pictures: Media[] = [];
  for (const hue of [20, 80, 140, 200, 260]) {
    const picture = {
      name: `harbour-${hue}.jpg`,
      body: await pictureOf(hue),
      caption: 'The harbour at dusk.',
    };
    const words = { alternative_text: 'The sun over a calm sea', uploaded_by: editor.id };
    pictures.push(await storeBytes(blog, { ...picture, ...words, source: 'library' }));
  }
  return pictures;
}

/** One menu with lines under others, one of few links. @returns the id of the second */
async function menusOf(blog: Blog, pages: Post[]): Promise<number> {
  const header = await bringMenu(blog.db, 'Main');
  const terms = (await allTerms(blog.db, 'category')).slice(0, 3).map(({ id }) => id);
  const nothing = { posts: [], terms: [], link: undefined };
  await addItems(blog, header, { ...nothing, link: { title: 'Home', url: '/' } });
  await addItems(blog, header, { ...nothing, posts: pages.slice(0, 5).map(({ id }) => id) });
  await addItems(blog, header, { ...nothing, terms });
  const depths = [0, 0, 1, 1, 2, 2, 0, 1, 1];
  await reorder(blog, header, (items) =>
    arranged(
      items,
      items.map(({ id }, index) => ({ id, depth: depths[index] ?? 0 })),
    ),
  );
  const footer = await bringMenu(blog.db, 'Small print');
  await addItems(blog, footer, { ...nothing, posts: pages.slice(-1).map(({ id }) => id) });
  await addItems(blog, footer, { ...nothing, link: { title: 'Feed', url: '/feed/' } });
  await assignMenus(blog, { header, footer });
  return footer;
}

const widgets: Record<string, WidgetKind[]> = {
  footer: ['recent_comments', 'categories', 'text', 'nav_menu'],
  // Of the theme Newsroom.
  sidebar: ['search', 'recent_posts', 'tag_cloud', 'archives', 'calendar', 'pages', 'rss'],
};

async function widgetsOf(blog: Blog, menu_id: number): Promise<void> {
  const told = { title: 'From the harbour', text: '<p>Open when the flag is up.</p>', menu_id, count: 5 };
  await changeWidgets(blog, (areas) => {
    let after = areas;
    for (const [area, kinds] of Object.entries(widgets)) {
      // Run again, an area keeps what it has.
      if (areas[area]?.length) continue;
      for (const kind of kinds) after = added(after, area, kind);
      const all = after[area]!.map((one) =>
        one.kind === 'text' || one.kind === 'nav_menu' ? checkedWidget(told, one) : one,
      );
      after = { ...after, [area]: all };
    }
    return after;
  });
}
