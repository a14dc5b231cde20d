// shared/random.ts: words nobody guesses, made in the browser; also where the page is not encrypted.

/** 24 random bytes in base64url: 32 characters. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}
