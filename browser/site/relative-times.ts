// site/relative-times.ts: what was said within a week says how long ago; the date stands in the title and in `datetime`.

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;
const mostMs = 7 * 86_400_000;

/** Words the times of comments below an element in the page's language. Without a script they are dates. */
export function sayHowLongAgo(root: ParentNode, now = Date.now()): void {
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang || 'en', { numeric: 'auto' });
  for (const time of root.querySelectorAll<HTMLTimeElement>('.comment-metadata time:not([title])')) {
    const ago = now - Date.parse(time.dateTime);
    if (!(ago >= 0 && ago < mostMs)) continue;
    const [unit, length] = units.find(([, length]) => ago >= length) ?? units[2];
    time.title = time.textContent;
    time.textContent = format.format(-Math.floor(ago / length), unit);
  }
}
