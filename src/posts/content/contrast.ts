// posts/content/contrast.ts: words on a ground that an author coloured get a colour they can be read in.
import type { Root } from 'hast';
import { visit } from 'unist-util-visit';
import { attribute, classesOf } from '../../base/html/tree.ts';

/** Gives elements with a background of their own, and no text colour, black or white words. Changes the tree. */
export function ensureContrast(tree: Root): void {
  visit(tree, 'element', (element) => {
    const style = attribute(element, 'style');
    const ground = /(?:^|;)\s*background(?:-color)?:\s*#([\da-f]{3}|[\da-f]{6})\s*(?:;|$)/i.exec(style)?.[1];
    if (!ground || /(?:^|;)\s*color:/i.test(style)) return;
    if (
      classesOf(element).some(
        (name) => /^has-(?!text-|inline-|link-).*-color$/.test(name) && !name.endsWith('-background-color'),
      )
    )
      return;
    element.properties.style = `${style.replace(/;\s*$/, '')};color:${isLight(ground) ? '#111' : '#fff'}`;
  });
}

/** Whether black is read better on it than white: relative luminance of WCAG 2. */
function isLight(hex: string): boolean {
  const full = hex.length === 3 ? hex.replaceAll(/./g, '$&$&') : hex;
  const [red, green, blue] = [0, 2, 4].map((at) => {
    const value = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue! > 0.179;
}
