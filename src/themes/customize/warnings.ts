// themes/customize/warnings.ts: colours that were chosen and are hard to read on one another.
import { __ } from '../../base/language/gettext.ts';
import { contrastOf, leastContrast } from '../../base/themes/contrast.ts';
import type { ThemeOptions } from '../../base/themes/manifest.ts';
import type { ThemeValues } from '../settings.ts';
import { valuesOf } from '../values.ts';

/** One sentence for each pair with too little contrast. */
export function contrastWarnings(options: ThemeOptions, chosen: ThemeValues): string[] {
  const values = valuesOf(options, chosen);
  return Object.entries(options).flatMap(([name, option]) => {
    if (option.type !== 'color') return [];
    return option.against.flatMap((other) => {
      const ground = other.startsWith('#') ? other : values[other];
      if (!ground || !/^#[\da-f]{6}$/i.test(ground)) return [];
      const contrast = contrastOf(values[name]!, ground);
      if (contrast >= leastContrast) return [];
      const against = options[other];
      const on = against ? `“${against.label}”` : ground;
      // Rounded down: 4.49 is no 4.5.
      const ratio = Math.floor(contrast * 10) / 10;
      return [
        __(
          /* translators: group of options; an option, its colour; another option or colour; ratio; least ratio */ '%1$s: “%2$s” (%3$s) and %4$s have a contrast of %5$s:1; text needs %6$s:1 to be read with ease.',
          option.section,
          option.label,
          values[name]!,
          on,
          ratio,
          leastContrast,
        ),
      ];
    });
  });
}
