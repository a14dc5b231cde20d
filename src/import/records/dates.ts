// import/records/dates.ts: the dates of an export: local, GMT, zero and impossible ones.

/** `2025-03-04 10:00:00` as UTC; undefined for WordPress's zero date and anything that is no date. */
export function wxrDate(text: string | undefined): Date | undefined {
  const found = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)$/.exec((text ?? '').trim());
  if (!found || Number(found[1]) < 1) return undefined;
  return valid(new Date(`${found[1]}-${found[2]}-${found[3]}T${found[4]}:${found[5]}:${found[6]}Z`));
}

/** An RFC 822 date, as in `pubDate`; undefined for none. WordPress prints the year -0001 for drafts. */
export function rssDate(text: string | undefined): Date | undefined {
  const given = (text ?? '').trim();
  if (!given || given.includes('-0001')) return undefined;
  return valid(new Date(given));
}

function valid(date: Date): Date | undefined {
  const year = date.getUTCFullYear();
  return Number.isNaN(year) || year < 1 || year > 9999 ? undefined : date;
}
