// admin/media-crop.ts: choose the part of a picture that stays by dragging over it, or with the arrow keys. Without it the four
// numbers do.

const place = document.querySelector('[data-crop]');
const form = document.querySelector('[data-crop-form]');
if (place && form) enhance();

function enhance() {
  const whole = { width: Number(place.dataset.width), height: Number(place.dataset.height) };
  const frame = document.createElement('div');
  frame.className = 'crop-frame';
  frame.tabIndex = 0;
  frame.setAttribute('role', 'group');
  frame.setAttribute('aria-label', 'The part that stays. Arrow keys move it; with Shift they size it.');
  place.append(frame);
  place.classList.add('is-enhanced');
  document.querySelector('[data-crop-hint]').hidden = false;
  const fields = Object.fromEntries(
    ['x', 'y', 'width', 'height'].map((name) => [name, form.elements.namedItem(name)]),
  );
  const draw = () => show(frame, fields, whole);
  form.addEventListener('input', draw);
  const choose = (part) => {
    for (const [name, value] of Object.entries(part)) fields[name].value = value;
    draw();
  };
  listenForDrags(whole, choose);
  listenForKeys(frame, whole, () => read(fields), choose);
  draw();
}

/** In parts of a hundred: the picture may be shown in any size. */
function show(frame, fields, whole) {
  const share = (name, of) => `${(100 * Number(fields[name].value)) / of}%`;
  Object.assign(frame.style, {
    left: share('x', whole.width),
    top: share('y', whole.height),
    width: share('width', whole.width),
    height: share('height', whole.height),
  });
}

const read = (fields) =>
  Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, Number(value)]));

const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** A hundredth of the picture at a press; the part never leaves it. */
function listenForKeys(frame, whole, part, choose) {
  const within = (value, least, most) => Math.min(most, Math.max(least, value));
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

function listenForDrags(whole, choose) {
  let start;
  const at = (event) => {
    const box = place.querySelector('img').getBoundingClientRect();
    const within = (value, most) => Math.min(most, Math.max(0, Math.round(value)));
    return {
      x: within(((event.clientX - box.left) / box.width) * whole.width, whole.width),
      y: within(((event.clientY - box.top) / box.height) * whole.height, whole.height),
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
