// writing/rest-users/user-item.ts: users as the REST API shows them: what everybody may know, and what editing needs.
import { avatarUrls, drawnAvatarUrls, type AvatarUrls } from '../../accounts/avatars/urls.ts';
import { capabilitiesOf, languageOf, may, type User } from '../../accounts/user.ts';
import { currentLanguage } from '../../base/language/current.ts';
import { selfLink, withLinks } from '../../base/rest/links.ts';
import type { RestUser } from '../../base/rest/route.ts';
import { inContext, property, type Context, type ItemSchema } from '../../base/rest/schema.ts';
import { settings } from '../../base/settings/settings.ts';
import type { Blog } from '../../blog.ts';
import { thumbnailUrl, type Media } from '../../media/media.ts';
import { mediaByIds } from '../../media/queries.ts';
import { authorPath } from '../../posts/archive.ts';
import { permalinks } from '../../posts/settings.ts';

const all = 'embed view edit';
const own = 'view edit';
const fixed = { readonly: true };

export const userSchema: ItemSchema = {
  title: 'user',
  properties: {
    id: property('integer', 'Their number.', all, fixed),
    username: property('string', 'The name they sign in with.', 'edit', { required: true }),
    name: property('string', 'The name readers see.', all),
    first_name: property('string', 'First name.', 'edit'),
    last_name: property('string', 'Last name.', 'edit'),
    email: property('string', 'Their email address.', 'edit', { format: 'email', required: true }),
    url: property('string', 'Their site.', all, { format: 'uri' }),
    description: property('string', 'What they say of themselves.', all),
    link: property('string', 'The address of their posts.', all, { ...fixed, format: 'uri' }),
    locale: property('string', 'The language of the interface.', 'edit'),
    nickname: property('string', 'The name readers see.', 'edit'),
    slug: property('string', 'Their name in addresses; never the one they sign in with.', all),
    registered_date: property('string', 'Since when they are here.', 'edit', {
      ...fixed,
      format: 'date-time',
    }),
    roles: property('array', 'Their role; one.', 'edit', { items: { type: 'string' } }),
    password: { type: 'string', description: 'Never shown.', context: [], required: true },
    capabilities: property('object', 'What they may do.', 'edit', fixed),
    extra_capabilities: property('object', 'Their role, as a capability.', 'edit', fixed),
    avatar_urls: property('object', 'Their pictures by width; from this site alone.', all, {
      ...fixed,
      properties: Object.fromEntries(
        ['24', '48', '96'].map((size) => [
          size,
          property('string', `The address for ${size} pixels.`, all, { ...fixed, format: 'uri' }),
        ]),
      ),
    }),
    meta: property('object', 'Fields of programs.', own),
  },
};

interface Showing {
  asker: RestUser | undefined;
  context: Context;
  is_bare?: boolean;
}

/** Users, in their order. */
export async function userItems(
  blog: Blog,
  users: User[],
  { asker, context, is_bare = false }: Showing,
): Promise<Record<string, unknown>[]> {
  const { permalink_structure } = await settings(blog.db, permalinks);
  const pictures = await mediaByIds(
    blog.db,
    users.flatMap(({ picture_media_id }) => picture_media_id ?? []),
  );
  return users.map((user) => {
    const link = blog.url + authorPath(permalink_structure, user);
    const avatar_urls = picturesOf(blog, user, pictures.get(user.picture_media_id ?? 0));
    const shown = inContext(userSchema, { ...fieldsOf(user, context), link, avatar_urls }, context);
    if (is_bare) return shown;
    return withLinks(blog, shown, {
      self: [selfLink(`/wp/v2/users/${user.id}`, allowedOn(user, asker))],
      collection: [{ href: '/wp/v2/users' }],
    });
  });
}

/** The methods that somebody may use on a user. */
export function allowedOn(user: User, asker: RestUser | undefined): string[] {
  const isSelf = asker?.user.id === user.id;
  return [
    'GET',
    ...(isSelf || may(asker?.user, 'edit_users') ? ['POST', 'PUT', 'PATCH'] : []),
    ...(!isSelf && may(asker?.user, 'delete_users') ? ['DELETE'] : []),
  ];
}

function fieldsOf(user: User, context: Context): Record<string, unknown> {
  const { id, login, email, display_name, bio, slug, role, url, registered_at, meta } = user;
  const word = (name: string) => (typeof meta[name] === 'string' ? meta[name] : '');
  const seen = { id, name: display_name, url, description: bio, slug };
  if (context !== 'edit') return { ...seen, meta: [] };
  return {
    ...seen,
    username: login,
    first_name: word('first_name'),
    last_name: word('last_name'),
    email,
    locale: languageOf(user) ?? currentLanguage().locale,
    nickname: word('nickname') || display_name,
    roles: [role],
    registered_date: registered_at.toISOString().replace(/\.\d+Z$/, '+00:00'),
    capabilities: capabilitiesIn(role),
    extra_capabilities: { [role]: true },
    meta: { persisted_preferences: [] },
  };
}

/** Roles as the numbers that old programs ask for: whoever has one has those below it. */
const levels = { administrator: 10, editor: 7, author: 2, contributor: 1, subscriber: 0 };

/** What an administrator of a WordPress may and nobody may here, as there are no such things: named, so that programs do not guess. */
const nobodys = [
  'edit_themes',
  'install_themes',
  'update_themes',
  'delete_themes',
  'activate_plugins',
  'edit_plugins',
  'install_plugins',
  'update_plugins',
  'delete_plugins',
  'edit_files',
  'update_core',
  'unfiltered_upload',
];

function capabilitiesIn(role: User['role']): Record<string, boolean> {
  const numbers = Array.from({ length: levels[role] + 1 }, (_, level) => `level_${level}`);
  const none = role === 'administrator' ? nobodys.map((name) => [name, false] as const) : [];
  const own = [...capabilitiesOf(role), ...numbers, role].map((name) => [name, true] as const);
  return Object.fromEntries([...own, ...none]);
}

/** No other site draws pictures of people here: who chose none has their initials. */
function picturesOf(blog: Blog, user: User, media: Media | undefined): AvatarUrls {
  if (!media?.file) return drawnAvatarUrls(blog, user.display_name, `user ${user.id}`);
  return avatarUrls(blog.url + thumbnailUrl(media));
}
