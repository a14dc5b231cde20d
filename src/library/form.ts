// library/form.ts: what the form that edits a picture brings.
import { badRequest } from '../base/errors.ts';
import type { ImageEdit } from '../media/pictures/edit-image.ts';
import type { Media } from '../media/media.ts';

const simple: Record<string, ImageEdit> = {
  'rotate-left': { act: 'rotate', angle: 270 },
  'rotate-right': { act: 'rotate', angle: 90 },
  'flip-horizontal': { act: 'flip', axis: 'horizontal' },
  'flip-vertical': { act: 'flip', axis: 'vertical' },
};

/** @throws HttpError 400 */
export function editFrom(typed: Record<string, unknown>): ImageEdit {
  const act = typeof typed.act === 'string' ? typed.act : '';
  if (Object.hasOwn(simple, act)) return simple[act]!;
  const pixels = (name: string) => pixelsIn(typed[name]);
  if (act === 'scale') return { act, width: pixels('scale_width') };
  if (act === 'crop')
    return { act, x: pixels('x'), y: pixels('y'), width: pixels('width'), height: pixels('height') };
  throw badRequest('Please choose what to do with the picture.');
}

function pixelsIn(given: unknown): number {
  if (typeof given === 'string' && /^\d{1,6}$/.test(given.trim())) return Number(given);
  throw badRequest('Give whole numbers of pixels.');
}

/** The fields of the form: what was typed, else the whole picture. */
export function editFields({ width, height }: Media, typed: Record<string, unknown>): Record<string, string> {
  const whole = { x: 0, y: 0, width: width ?? 0, height: height ?? 0, scale_width: width ?? 0 };
  return Object.fromEntries(
    Object.entries(whole).map(([name, value]) => {
      const given = typed[name];
      return [name, typeof given === 'string' ? given : String(value)];
    }),
  );
}
