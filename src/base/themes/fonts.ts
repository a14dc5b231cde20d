// base/themes/fonts.ts: the fonts a theme may offer: two come with the blog, the others lie on the reader's own device.

export interface Font {
  title: string;
  /** As CSS takes it. */
  stack: string;
  /** Comes from this site, by `css/fonts.css`. */
  is_served?: true;
}

const bookStack =
  "Charter, 'Bitstream Charter', 'Iowan Old Style', 'Sitka Text', 'Palatino Linotype', Cambria, Georgia, serif";
const plainStack =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif";

/** By name; a theme's `theme.json` and its settings use the name. */
export const fonts: Record<string, Font> = {
  literata: {
    title: 'Literata',
    stack: `'Literata Variable', 'Literata Fallback', 'Literata Fallback Noto', ${bookStack}`,
    is_served: true,
  },
  inter: {
    title: 'Inter',
    stack: `'Inter Variable', 'Inter Fallback', 'Inter Fallback Roboto', ${plainStack}`,
    is_served: true,
  },
  book: {
    title: 'Book serif',
    stack: bookStack,
  },
  'old-style': {
    title: 'Old-style serif',
    stack: "'Iowan Old Style', 'Palatino Linotype', Palatino, 'URW Palladio L', 'Book Antiqua', serif",
  },
  newspaper: {
    title: 'Newspaper serif',
    stack: "'Times New Roman', Times, 'Liberation Serif', 'Nimbus Roman No9 L', Tinos, serif",
  },
  slab: {
    title: 'Slab serif',
    stack: "Rockwell, 'Rockwell Nova', 'Roboto Slab', 'DejaVu Serif', 'Sitka Small', serif",
  },
  plain: {
    title: 'The device’s own',
    stack: plainStack,
  },
  humanist: {
    title: 'Humanist sans',
    stack: "Seravek, 'Gill Sans Nova', Ubuntu, Calibri, 'DejaVu Sans', source-sans-pro, sans-serif",
  },
  grotesque: {
    title: 'Grotesque sans',
    stack: "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'Nimbus Sans', sans-serif",
  },
  geometric: {
    title: 'Geometric sans',
    stack: "Avenir, 'Avenir Next', Montserrat, Corbel, 'URW Gothic', source-sans-pro, sans-serif",
  },
  condensed: {
    title: 'Narrow sans',
    stack:
      "Bahnschrift, 'DIN Alternate', 'Franklin Gothic Medium', 'Nimbus Sans Narrow', 'Arial Narrow', sans-serif",
  },
  mono: {
    title: 'Typewriter',
    stack: "ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, 'Liberation Mono', monospace",
  },
};
