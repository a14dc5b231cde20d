// editor/gallery-window.ts: the window “Edit gallery”: pictures come in, go, change places; columns.
import { make } from '../shared/elements.ts';
import { __, _n } from '../shared/words.ts';
import { ask, field, said } from './dialog.ts';
import { newShot, type Gallery, type Shot } from './gallery.ts';
import type { KeptFile } from './kept.ts';
import { choosePictures } from './library.ts';
import { filesByIds } from './server.ts';
import { smallPicture } from './shelf.ts';

type Standing = Shot & { file?: KeptFile };

/** Asks what a gallery is to hold; the answer is how it is written then, or undefined when it stays. */
export async function changeGallery(gallery: Gallery): Promise<string | undefined> {
  let shots = await known(gallery.shots);
  const list = make('ol', { className: 'gallery-shots' });
  const told = make('p', { className: 'hint', role: 'status' });
  const add = make('button', { type: 'button', className: 'button' }, __('Add pictures …'));
  const columns = make('input', {
    name: 'columns',
    type: 'number',
    min: '1',
    max: '9',
    required: true,
    value: String(gallery.columns),
  });
  const put = (now: Standing[], words = '') => {
    shots = now;
    list.replaceChildren(...shots.map((shot, at) => line(shot, at, shots, move, remove)));
    told.textContent = words || _n('%s picture', '%s pictures', shots.length);
  };
  const move = (from: number, to: number) => {
    const { [from]: shot } = shots;
    if (!shot || to < 0 || to >= shots.length) return;
    put(
      shots.toSpliced(from, 1).toSpliced(to, 0, shot),
      __(
        /* translators: a picture, its place, how many */ '%1$s is number %2$s of %3$s now.',
        shot.label,
        to + 1,
        shots.length,
      ),
    );
    focusOn(list, to, to > from ? 'later' : 'earlier');
  };
  const remove = (at: number) => {
    put(
      shots.toSpliced(at, 1),
      __(/* translators: a picture */ '%s is no longer in the gallery.', shots[at]?.label ?? ''),
    );
    if (shots.length) focusOn(list, Math.min(at, shots.length - 1), 'remove');
    else add.focus();
  };
  add.addEventListener('click', () => {
    void choosePictures().then((files) => {
      const fresh = files.filter(({ id }) => !shots.some((one) => one.id === id)).map(newShot);
      if (fresh.length)
        put([...shots, ...fresh], `${fresh.length} added; ${shots.length + fresh.length} pictures.`);
    });
  });
  put(shots);
  const answer = await ask({
    title: __('Gallery'),
    parts: [list, told, make('p', {}, add), field(__('Columns'), columns)],
    done: __('Apply'),
    isWide: true,
  });
  const wanted = Number(answer && said(answer, 'columns')) || gallery.columns;
  const isSame =
    wanted === gallery.columns &&
    shots.length === gallery.shots.length &&
    shots.every(({ id, source }, at) => id === gallery.shots[at]!.id && source === gallery.shots[at]!.source);
  return answer && !isSame ? gallery.write(shots, wanted) : undefined;
}

/** What the library knows of the pictures; one that is gone keeps its number. */
async function known(shots: Shot[]): Promise<Standing[]> {
  const ids = shots.filter(({ source, id }) => !source && id).map(({ id }) => id);
  const files = new Map((await filesByIds(ids)).map((file) => [file.id, file]));
  return shots.map((shot): Standing => {
    const file = shot.source ? undefined : files.get(shot.id);
    return file ? newShot(file) : shot;
  });
}

function line(
  shot: Standing,
  at: number,
  { length }: Standing[],
  move: (from: number, to: number) => void,
  remove: (at: number) => void,
): HTMLElement {
  const button = (name: string, words: string, act: () => void, disabled = false) => {
    const one = make('button', { type: 'button', className: 'button', disabled }, words);
    one.append(make('span', { className: 'visually-hidden' }, ` ${shot.label}`));
    one.dataset.act = name;
    one.addEventListener('click', act);
    return one;
  };
  const picture = smallPicture(shot.src, '?');
  const item = make(
    'li',
    {},
    picture,
    make('span', { className: 'library-name' }, shot.label),
    make(
      'span',
      { className: 'tools' },
      button('earlier', __('Earlier'), () => move(at, at - 1), at === 0),
      button('later', __('Later'), () => move(at, at + 1), at === length - 1),
      button('remove', __('Remove'), () => remove(at)),
    ),
  );
  // With Alt, arrows move the picture whose buttons have the keyboard.
  item.addEventListener('keydown', (event) => {
    const step = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
    if (!step || !event.altKey) return;
    event.preventDefault();
    move(at, at + step);
  });
  return item;
}

/** The picture's own button; at the end of the row, another one of its buttons. */
function focusOn(list: HTMLElement, at: number, act: string): void {
  const buttons = [...(list.children[at]?.querySelectorAll('button') ?? [])].filter((one) => !one.disabled);
  (buttons.find((one) => one.dataset.act === act) ?? buttons[0])?.focus();
}
