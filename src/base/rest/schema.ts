// base/rest/schema.ts: what the things of the API are made of: each field with its type and the contexts that show it.

export type Context = 'view' | 'edit' | 'embed';

/** A field, as JSON Schema (draft 4) with WordPress's additions. */
export interface Property {
  description?: string;
  type: string | string[];
  /** Where it is shown; everywhere without it. */
  context?: Context[];
  readonly?: boolean;
  format?: string;
  enum?: readonly unknown[];
  items?: object;
  properties?: Record<string, Property>;
  [more: string]: unknown;
}

/** A thing that routes answer: a post, a term. */
export interface ItemSchema {
  /** WordPress's name of it: `post`, `tag`. */
  title: string;
  properties: Record<string, Property>;
}

/**
 * Declares a field.
 * @param context where it is shown, such as `view edit embed`
 */
export const property = (
  type: Property['type'],
  description: string,
  context: string,
  more: Partial<Property> = {},
): Property => ({ description, type, context: context.split(' ') as Context[], ...more });

/**
 * Leaves the fields that a context shows, and within them likewise (rest_filter_response_by_context). Fields that the
 * schema does not name stay.
 */
export function inContext(
  { properties }: Pick<ItemSchema, 'properties'>,
  item: object,
  context: Context,
): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(item)) {
    const property = properties[name];
    if (property?.context && !property.context.includes(context)) continue;
    const isDeep = property?.properties && typeof value === 'object' && value !== null;
    shown[name] =
      isDeep && !Array.isArray(value)
        ? inContext({ properties: property.properties! }, value, context)
        : value;
  }
  return shown;
}

/** The schema as OPTIONS prints it. */
export const schemaView = ({ title, properties }: ItemSchema): object => ({
  $schema: 'http://json-schema.org/draft-04/schema#',
  title,
  type: 'object',
  properties,
});
