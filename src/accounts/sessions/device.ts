// accounts/sessions/device.ts: a browser and its device in three words, from what it says of itself.

// Browsers name those they resemble as well: the rarer word comes first.
const browsers: [RegExp, string][] = [
  [/\bEdg(A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOpera\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Headless)?Chrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'Mac'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];

/** Such as `Firefox on Linux`; a program's first word, such as `curl`, when it is no browser we know. */
export function deviceName(user_agent: string | null): string {
  const agent = user_agent ?? '';
  const named = (words: [RegExp, string][]) => words.find(([pattern]) => pattern.test(agent))?.[1];
  const [browser, system] = [named(browsers), named(systems)];
  if (browser) return system ? `${browser} on ${system}` : browser;
  const first = /^[\p{L}\p{N} ._-]{1,40}/u.exec(agent)?.[0].trim();
  return system ?? (first || 'Unknown device');
}
