// base/config.ts: the environment, read once, checked, and named when it is wrong.
import path from 'node:path';
import { z } from 'zod';
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

const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an address such as https://blog.example' })
  .transform((url) => url.replace(/\/+$/, ''));

const environment = z.object({
  PORT: z.coerce
    .number({ error: 'must be a port number from 1 to 65535' })
    .int()
    .min(0, { error: 'must be a port number from 1 to 65535' })
    .max(65_535, { error: 'must be a port number from 1 to 65535' })
    .default(3000),
  HOST: z.string().min(1).default('::'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, {
      error: 'must be an address such as postgres://user:password@host/database',
    })
    .optional(),
  DATA_DIR: folder('data'),
  UPLOADS_DIR: folder('uploads'),
  SITE_URL: httpUrl.optional(),
  TRUST_PROXY: z.string().optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, { error: 'must be an address such as smtp://user:password@mail.example:587' })
    .optional(),
  SESSION_SECRET: z.string().min(16, { error: 'must have at least 16 characters' }).optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
  WORKER: onOff,
  FETCH_ALLOW: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((entry) => entry.trim())
        .filter(Boolean),
    ),
});

/** The checked environment. Field names are the variables' own. */
export type Config = z.infer<typeof environment>;

/**
 * Reads the environment.
 * @param env variables, normally `process.env`; empty strings count as unset
 * @throws Error with one line that names the variable and what it must be
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = environment.safeParse(given);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Error(`${String(issue?.path[0])} ${issue?.message ?? 'is malformed'}`);
}
