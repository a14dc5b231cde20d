// base/config.ts: the environment, read once, checked, and named when it is wrong.
import net from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import { startError } from './errors.ts';
import { projectFolder } from './project.ts';

const onOff = z
  .enum(['on', 'off'], { error: 'must be on or off' })
  .default('on')
  .transform((word) => word === 'on');

const folder = (name: string) =>
  z
    .string()
    .default(name)
    .transform((given) => path.resolve(projectFolder, given));

const list = z
  .string()
  .default('')
  .transform((given) =>
    given
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean),
  );

const port = { error: 'must be a port number from 0 to 65535 (0 takes any free one)' };
const siteAddress = { error: 'must be the address of the site, such as https://blog.example' };
const databaseAddress = { error: 'must be an address such as postgres://user:password@host/database' };
const mailAddress = { error: 'must be an address such as smtp://user:password@mail.example:587' };
const proxies = { error: 'must be a number of proxies, or their addresses separated by commas' };
const seconds = { error: 'must be a whole number of seconds from 0 to 60' };
const reachable = { error: 'must be host:port or CIDR entries separated by commas, such as 10.0.0.0/8' };

const environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, port)
    .transform(Number)
    .pipe(z.number().max(65_535, port))
    .default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:%-]+$/, { error: 'must be an address of this machine, such as 127.0.0.1' })
    .default('::'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, databaseAddress)
    .refine((given) => URL.canParse(given.replace('@/', '@localhost/')), databaseAddress)
    .optional(),
  DATA_DIR: folder('data'),
  UPLOADS_DIR: folder('uploads'),
  BACKUP_DIR: folder('backups'),
  THEMES_DIR: z
    .string()
    .transform((given) => path.resolve(projectFolder, given))
    .optional(),
  SITE_URL: z
    .url({ protocol: /^https?$/, ...siteAddress })
    .transform((url) => url.replace(/\/+$/, ''))
    .refine((url) => new URL(url).pathname === '/', { error: 'must have no path: the blog is a whole site' })
    .optional(),
  TRUST_PROXY: z.string().refine(areProxies, proxies).optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/\S+$/, mailAddress)
    .refine((given) => URL.canParse(given), mailAddress)
    .optional(),
  REPLY_ADDRESS: z
    .string()
    .regex(/^[\w.-]{1,20}@[a-z\d.-]+\.[a-z]{2,}$/i, {
      error: 'must be an email address, such as reply@blog.example',
    })
    .optional(),
  INBOUND_MAIL_TOKEN: z
    .string()
    .regex(/^[!-~]{16,}$/, { error: 'must have at least 16 characters, letters and digits' })
    .optional(),
  SESSION_SECRET: z.string().min(16, { error: 'must have at least 16 characters' }).optional(),
  METRICS_TOKEN: z
    .string()
    .regex(/^[!-~]{16,}$/, { error: 'must have at least 16 characters, letters and digits' })
    .optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
  WORKER: onOff,
  COMMENT_ATTEMPTS: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, { error: 'must be a number of comments, such as 60' })
    .transform(Number)
    .default(60),
  LIVE_READERS: z
    .string()
    .regex(/^\d{1,5}$/, { error: 'must be a number of readers, such as 4000' })
    .transform(Number)
    .default(4000),
  PAGE_CACHE_MB: z
    .string()
    .regex(/^\d{1,5}$/, { error: 'must be a number of megabytes, such as 64 (0 keeps no pages)' })
    .transform(Number)
    .default(64),
  PAGE_CACHE_SHARED_SECONDS: z
    .string()
    .regex(/^\d{1,5}$/, { error: 'must be a number of seconds, such as 60 (0 for none)' })
    .transform(Number)
    .default(0),
  TEXT_SECONDS: z
    .string()
    .regex(/^\d{1,3}(\.\d{1,3})?$/, { error: 'must be a number of seconds, such as 30' })
    .transform(Number)
    .pipe(z.number().positive({ error: 'must be more than 0' }))
    .default(30),
  SHUTDOWN_DELAY: z
    .string()
    .regex(/^\d{1,2}$/, seconds)
    .transform(Number)
    .pipe(z.number().max(60, seconds))
    .default(1),
  FETCH_ALLOW: list.refine((entries) => entries.every(isReachable), reachable),
  SETUP_TITLE: z.string().max(200, { error: 'must have at most 200 characters' }).optional(),
  SETUP_USER: z.string().optional(),
  SETUP_EMAIL: z.email({ error: 'must be an email address' }).optional(),
  SETUP_PASSWORD: z.string().min(8, { error: 'must have at least 8 characters' }).optional(),
});

/** The checked environment. Field names are the variables' own. */
export type Config = z.infer<typeof environment>;

/** The names of all variables, in the order of the documents. */
export const variables = Object.keys(environment.shape);

/**
 * Reads the environment.
 * @param env variables, normally `process.env`; empty strings count as unset
 * @throws Error with one line that names the variable and what it must be
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = environment.safeParse(given);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw startError(`${String(issue?.path[0])} ${issue?.message ?? 'is malformed'}`);
  }
  const missing = ['SETUP_USER', 'SETUP_EMAIL', 'SETUP_PASSWORD'].filter((name) => !given[name]);
  if (missing.length === 1 || missing.length === 2)
    throw startError(`${missing[0]} is missing: set SETUP_USER, SETUP_EMAIL and SETUP_PASSWORD together`);
  return read.data;
}

function areProxies(given: string): boolean {
  const words = ['loopback', 'linklocal', 'uniquelocal'];
  const entries = given.split(',').map((entry) => entry.trim());
  return /^\d{1,2}$/.test(given) || entries.every((entry) => words.includes(entry) || isNetwork(entry));
}

/** host:port, [address]:port, an address, or a network in CIDR notation. */
function isReachable(entry: string): boolean {
  if (isNetwork(entry)) return true;
  const [, host = '', number = ''] = /^(\[[^\]]+\]|[^:]+):(\d{1,5})$/.exec(entry) ?? [];
  return /^[\w.-]+$|^\[[\da-f:.]+\]$/i.test(host) && Number(number) >= 1 && Number(number) <= 65_535;
}

function isNetwork(entry: string): boolean {
  const [address = '', bits, ...more] = entry.split('/');
  const version = net.isIP(address);
  if (!version || more.length) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}
