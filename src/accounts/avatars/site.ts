// accounts/avatars/site.ts: /avatars/: initials on a colour as a picture, for programs that show people by an address.
import { Router } from 'express';
import { notFound } from '../../base/errors.ts';
import { escapeXml } from '../../base/xml/escape.ts';
import { hues, sizes } from './urls.ts';

export function avatarSite(): Router {
  const router = Router();
  router.get('/avatars/:colour/:letters/:file', function answerAvatar(req, res) {
    const { colour, letters, file } = req.params;
    const hue = /^\d\d?$/.test(colour) ? hues[Number(colour)] : undefined;
    const size = sizes.find((one) => file === `${one}.svg`);
    if (hue === undefined || !size || !/^[\p{L}\p{N}\p{M}?]{1,6}$/u.test(letters)) throw notFound('picture');
    res
      .set('Cache-Control', 'public, max-age=31536000, immutable')
      .type('svg')
      .send(drawing(hue, letters, size));
  });
  return router;
}

const drawing = (hue: number, letters: string, size: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 96 96">` +
  `<rect width="96" height="96" fill="${hex(hue, 0.5, 0.87)}"/>` +
  `<text x="48" y="48" dy="0.35em" text-anchor="middle" font-family="sans-serif" font-weight="650" font-size="36" fill="${hex(hue, 0.55, 0.24)}">${escapeXml(letters)}</text></svg>\n`;

/** A colour by hue, saturation and lightness as programs of any age read it. */
function hex(hue: number, saturation: number, lightness: number): string {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const part = (at: number) => {
    const turn = (at + hue / 30) % 12;
    const value = lightness - reach * Math.max(-1, Math.min(turn - 3, 9 - turn, 1));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${part(0)}${part(8)}${part(4)}`;
}
