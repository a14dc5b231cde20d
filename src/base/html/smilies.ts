// base/html/smilies.ts: turns typed smilies into emoji.
import type { Root } from 'hast';
import { verbatimNames, type Parent } from './tree.ts';

/** Replaces WordPress's smilies that stand between white space; not in code. Changes the tree. */
export function smilies(tree: Root): void {
  smileIn(tree);
}

const faces = new Map(
  (
    ':) 🙂 :-) 🙂 :( 🙁 :-( 🙁 :sad: 🙁 ;) 😉 ;-) 😉 :wink: 😉 :D 😀 :-D 😀 :grin: 😀 :P 😛 :-P 😛 :razz: 😛 ' +
    ':o 😮 :-o 😮 :eek: 😮 8O 😯 8-O 😯 :shock: 😯 :? 😕 :-? 😕 :???: 😕 8-) 😎 8) 😎 :cool: 😎 ' +
    ':x 😡 :-x 😡 :mad: 😡 :| 😐 :-| 😐 :neutral: 😐 :lol: 😆 :oops: 😳 :cry: 😥 :evil: 👿 :twisted: 😈 ' +
    ':roll: 🙄 :!: ❗ :?: ❓ :idea: 💡 :arrow: ➡ :smile: 🙂 :mrgreen: 😀'
  )
    .split(' ')
    .flatMap((word, index, words) => (index % 2 ? [] : [[word, words[index + 1]!] as const])),
);

function smileIn(parent: Parent): void {
  for (const child of parent.children) {
    if (child.type === 'text') child.value = smiling(child.value);
    else if (child.type === 'element' && !verbatimNames.has(child.tagName)) smileIn(child);
  }
}

const smiling = (value: string): string =>
  /[:;8]/.test(value) ? value.replace(/(?<!\S)\S{2,9}(?!\S)/g, (word) => faces.get(word) ?? word) : value;
