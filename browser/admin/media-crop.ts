// admin/media-crop.ts: choose the part of a picture that stays by dragging over it, or with the arrow keys. Without it the
// four numbers do.
import { controlOf, make, type Control } from '../shared/elements.ts';

interface Size {
  width: number;
  height: number;
}

/** A part of the picture, in its pixels. */
interface Part extends Size {
  x: number;
  y: number;
}

const names = ['x', 'y', 'width', 'height'] as const;
type Fields = Record<(typeof names)[number], Control>;

const arrows: Record<string, [right: number, down: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const place = document.querySelector<HTMLElement>('[data-crop]');
const form = document.querySelector<HTMLFormElement>('[data-crop-form]');
if (place && form) enhance(place, form);

function enhance(place: HTMLElement, form: HTMLFormElement): void {
  const whole = { width: Number(place.dataset.width), height: Number(place.dataset.height) };
  const frame = make('div', {
    className: 'crop-frame',
    tabIndex: 0,
    role: 'group',
    ariaLabel: 'The part that stays. Arrow keys move it; with Shift they size it.',
  });
  place.append(frame);
  place.classList.add('is-enhanced');
  document.querySelector<HTMLElement>('[data-crop-hint]')!.hidden = false;
  const fields = Object.fromEntries(names.map((name) => [name, controlOf(form, name)])) as Fields;
  const draw = () => show(frame, read(fields), whole);
  form.addEventListener('input', draw);
  const choose = (part: Partial<Part>) => {
    for (const name of names) {
      const { [name]: value } = part;
      if (value !== undefined) fields[name].value = String(value);
    }
    draw();
  };
  listenForDrags(place, whole, choose);
  listenForKeys(frame, whole, () => read(fields), choose);
  draw();
}

/** In parts of a hundred: the picture may be shown in any size. */
function show(frame: HTMLElement, part: Part, whole: Size): void {
  Object.assign(frame.style, {
    left: `${(100 * part.x) / whole.width}%`,
    top: `${(100 * part.y) / whole.height}%`,
    width: `${(100 * part.width) / whole.width}%`,
    height: `${(100 * part.height) / whole.height}%`,
  });
}

function read({ x, y, width, height }: Fields): Part {
  return {
    x: Number(x.value),
    y: Number(y.value),
    width: Number(width.value),
    height: Number(height.value),
  };
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** A hundredth of the picture at a press; the part never leaves it. */
function listenForKeys(
  frame: HTMLElement,
  whole: Size,
  part: () => Part,
  choose: (part: Partial<Part>) => void,
): void {
  frame.addEventListener('keydown', (event) => {
    const arrow = arrows[event.key];
    if (!arrow || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const { x, y, width, height } = part();
    const right = arrow[0] * Math.max(1, Math.round(whole.width / 100));
    const down = arrow[1] * Math.max(1, Math.round(whole.height / 100));
    if (event.shiftKey)
      choose({
        width: within(width + right, 1, whole.width - x),
        height: within(height + down, 1, whole.height - y),
      });
    else
      choose({ x: within(x + right, 0, whole.width - width), y: within(y + down, 0, whole.height - height) });
  });
}

function listenForDrags(place: HTMLElement, whole: Size, choose: (part: Part) => void): void {
  let start: { x: number; y: number } | undefined;
  const at = ({ clientX, clientY }: PointerEvent) => {
    const box = place.querySelector('img')!.getBoundingClientRect();
    return {
      x: within(Math.round(((clientX - box.left) / box.width) * whole.width), 0, whole.width),
      y: within(Math.round(((clientY - box.top) / box.height) * whole.height), 0, whole.height),
    };
  };
  place.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    place.setPointerCapture(event.pointerId);
    start = at(event);
  });
  place.addEventListener('pointermove', (event) => {
    if (!start) return;
    const end = at(event);
    const [width, height] = [Math.abs(end.x - start.x), Math.abs(end.y - start.y)];
    if (width < 1 || height < 1) return;
    choose({ x: Math.min(start.x, end.x), y: Math.min(start.y, end.y), width, height });
  });
  for (const end of ['pointerup', 'pointercancel']) place.addEventListener(end, () => (start = undefined));
}
