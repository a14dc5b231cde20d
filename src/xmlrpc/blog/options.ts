// xmlrpc/blog/options.ts: wp.getOptions and wp.setOptions: WordPress's names for what an owner may change.
import { membership } from '../../accounts/settings.ts';
import { may, type User } from '../../accounts/user.ts';
import { settingsSaved } from '../../announcements.ts';
import { projectVersion } from '../../base/project.ts';
import { changeSettings, valuesOf } from '../../base/settings/change.ts';
import { general } from '../../base/settings/general.ts';
import type { Blog } from '../../blog.ts';
import { insertSettings, mediaSettings } from '../../media/settings.ts';
import { appearance } from '../../themes/settings.ts';
import { openAtFirst } from '../../writing/settings.ts';
import { signed, type Method, type SignedCall } from '../method.ts';
import { notAllowed } from '../protocol/fault.ts';
import { doubleOf, listIn, structIn, textIn, type Struct, type Value } from '../protocol/values.ts';
import { offsetOf } from './zone.ts';

export const optionMethods: Method[] = [
  signed('wp.getOptions', {}, async ({ blog, user, args }) =>
    optionsOf(blog, user, listIn(args[1]).map(textIn)),
  ),
  signed('wp.setOptions', { least: 4 }, setOptions),
];

type Settings = Record<string, unknown>;

interface Option {
  desc: string;
  /** The setting it changes; '' for one that cannot be changed by programs. */
  setting: string;
  value: (blog: Blog, values: Settings) => Value;
}

const fixed = (desc: string, value: Option['value']): Option => ({ desc, setting: '', value });
const shown = (desc: string, name: string): Option => fixed(desc, (_blog, values) => plain(values[name]));
const changed = (desc: string, setting: string): Option => ({
  desc,
  setting,
  value: (_blog, values) => plain(values[setting]),
});

/** WordPress keeps all of them as text. */
const plain = (value: unknown): string =>
  typeof value === 'boolean'
    ? value
      ? '1'
      : '0'
    : typeof value === 'string'
      ? value
      : String(Number(value));

const options: Record<string, Option> = {
  software_name: fixed('Software Name', () => 'Quillback'),
  software_version: fixed('Software Version', () => projectVersion),
  blog_url: fixed('WordPress Address (URL)', ({ url }) => url),
  home_url: fixed('Site Address (URL)', ({ url }) => url),
  login_url: fixed('Login Address (URL)', ({ url }) => `${url}/wp-login.php`),
  admin_url: fixed('The URL to the admin area', ({ url }) => `${url}/admin/`),
  image_default_link_type: shown('Image default link type', 'image_default_link_type'),
  image_default_size: shown('Image default size', 'image_default_size'),
  image_default_align: shown('Image default align', 'image_default_align'),
  template: shown('Template', 'stylesheet'),
  stylesheet: shown('Stylesheet', 'stylesheet'),
  post_thumbnail: fixed('Post Thumbnail', () => true),
  time_zone: fixed('Time Zone', (blog, values) =>
    doubleOf(offsetOf(String(values.timezone_string), blog.now())),
  ),
  blog_title: changed('Site Title', 'blogname'),
  blog_tagline: changed('Site Tagline', 'blogdescription'),
  date_format: changed('Date Format', 'date_format'),
  time_format: changed('Time Format', 'time_format'),
  users_can_register: changed('Allow new users to sign up', 'users_can_register'),
  thumbnail_size_w: changed('Thumbnail Width', 'thumbnail_size_w'),
  thumbnail_size_h: changed('Thumbnail Height', 'thumbnail_size_h'),
  thumbnail_crop: changed('Crop thumbnail to exact dimensions', 'thumbnail_crop'),
  medium_size_w: changed('Medium size image width', 'medium_size_w'),
  medium_size_h: changed('Medium size image height', 'medium_size_h'),
  medium_large_size_w: fixed('Medium-Large size image width', () => '768'),
  medium_large_size_h: fixed('Medium-Large size image height', () => '0'),
  large_size_w: changed('Large size image width', 'large_size_w'),
  large_size_h: changed('Large size image height', 'large_size_h'),
  default_comment_status: changed('Allow people to submit comments on new posts.', 'default_comment_status'),
  default_ping_status: changed(
    'Allow link notifications from other blogs (pingbacks and trackbacks) on new posts.',
    'default_ping_status',
  ),
};

const declared = [general, membership, mediaSettings, insertSettings, appearance, openAtFirst];

/** All options, or those that are named; `readonly` where the asker may not change one. */
async function optionsOf(blog: Blog, user: User, names: string[]): Promise<Struct> {
  const values = await valuesOf(blog.db, declared);
  const wanted = Object.entries(options).filter(([name]) => !names.length || names.includes(name));
  const isOwner = may(user, 'manage_options');
  return Object.fromEntries(
    wanted.map(([name, { desc, setting, value }]) => [
      name,
      { desc, readonly: !isOwner || !setting, value: value(blog, values) },
    ]),
  );
}

/** What cannot be changed, and names of none, are passed over, as WordPress does. */
async function setOptions({ blog, user, args }: SignedCall): Promise<Value> {
  if (!may(user, 'manage_options')) throw notAllowed('update options');
  const given = Object.entries(structIn(args[1]));
  const values = given.flatMap(([name, value]) => {
    const setting = Object.hasOwn(options, name) ? options[name]!.setting : '';
    return setting ? [[setting, textIn(value)] as const] : [];
  });
  await changeSettings(blog.db, declared, Object.fromEntries(values), settingsSaved);
  return optionsOf(
    blog,
    user,
    given.map(([name]) => name),
  );
}
