// base/rest/refusals.ts: what the commands of features refuse, in the API's words.
import { isHttpError, type HttpError } from '../errors.ts';
import { restError } from './route.ts';

/**
 * Does some work, and turns its refusals: a form's fields (422) become rest_invalid_param (400), other codes get `rest_`
 * before them, as all codes of the API have. What has such a code already stays.
 * @param names what a field of the form is called in the API
 */
export async function inRestWords<Done>(
  work: () => Promise<Done>,
  names: Record<string, string> = {},
): Promise<Done> {
  try {
    return await work();
  } catch (error) {
    throw isHttpError(error) ? turned(error, names) : error;
  }
}

function turned(error: HttpError, names: Record<string, string>): HttpError {
  const { status, code, message, fields } = error;
  if ('data' in error || code.startsWith('rest_')) return error;
  const params = Object.fromEntries(
    Object.entries(fields).map(([name, problem]) => [names[name] ?? name, problem]),
  );
  if (status !== 422 && status !== 400) return restError(status, `rest_${code}`, message);
  const wrong = Object.keys(params).join(', ');
  if (!wrong) return restError(400, 'rest_invalid_param', message);
  return restError(400, 'rest_invalid_param', `Invalid parameter(s): ${wrong}`, { params });
}
