// base/settings/rest-schema.ts: declared settings as WordPress's REST API describes them (/wp/v2/settings).
import { z } from 'zod';
import { settingsIn, type Setting } from './declare.ts';
import type { DeclaredSettings } from './settings.ts';

/** A piece of JSON Schema, draft 4, as WordPress prints it. */
export interface RestSchema {
  type: 'string' | 'integer' | 'boolean' | 'array';
  title: string;
  description: string;
  default: unknown;
  enum?: string[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
}

/** Under each name of the REST API, the setting it stands for. */
export function restNamesOf(declared: DeclaredSettings[]): Record<string, string> {
  return Object.fromEntries(
    settingsIn(declared).flatMap(({ rest, name }) => (rest === undefined ? [] : [[rest, name]])),
  );
}

/** The schema of each setting that the REST API names, under that name. */
export function restSchemaOf(declared: DeclaredSettings[]): Record<string, RestSchema> {
  return Object.fromEntries(
    declared.flatMap((one) =>
      settingsIn([one]).flatMap((setting) => {
        const schema = one.shape[setting.name]!;
        return setting.rest === undefined ? [] : [[setting.rest, schemaOf(schema, setting)]];
      }),
    ),
  );
}

function schemaOf(schema: z.ZodType, { label, help = '' }: Setting): RestSchema {
  const { type, ...printed } = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });
  const bounds = Object.fromEntries(
    (['enum', 'minimum', 'maximum', 'maxLength'] as const).flatMap((name) =>
      printed[name] === undefined ? [] : [[name, printed[name]]],
    ),
  );
  return {
    type: type as RestSchema['type'],
    title: label,
    description: help,
    default: schema.parse(undefined),
    ...bounds,
  };
}
