// embeds/fetching/json-ld.ts: the words of a page's JSON-LD (schema.org), as far as a card needs them.

export interface JsonLdWords {
  title?: string;
  author?: string;
  description?: string;
  image?: string;
  site_name?: string;
}

type Thing = Record<string, unknown>;

const longestScript = 200_000;
const told = new Set(
  (
    'Article NewsArticle BlogPosting Report ScholarlyArticle TechArticle SocialMediaPosting DiscussionForumPosting ' +
    'WebPage AboutPage CollectionPage ItemPage QAPage VideoObject AudioObject PodcastEpisode Book Movie Recipe Event ' +
    'Product CreativeWork SoftwareApplication Course Dataset ImageObject MusicRecording'
  ).split(' '),
);

/** Reads the first thing in a page's scripts that a card can speak of; what is broken says nothing. */
export function readJsonLd(scripts: string[]): JsonLdWords {
  const things = scripts.slice(0, 10).flatMap(thingsIn);
  const shown = things.find((one) => typesOf(one).some((type) => told.has(type)) && titleOf(one));
  if (!shown) return {};
  return {
    title: titleOf(shown),
    author: nameOf(shown.author ?? shown.creator),
    description: wordsOf(shown.description),
    image: imageOf(shown.image ?? shown.thumbnailUrl),
    site_name: nameOf(shown.publisher),
  };
}

/** The things of a script: one, a list, or a graph. */
function thingsIn(script: string): Thing[] {
  if (script.length > longestScript) return [];
  try {
    const given: unknown = JSON.parse(script);
    return [given]
      .flat()
      .flatMap((one) => (isThing(one) ? [one, ...[one['@graph']].flat().filter(isThing)] : []));
  } catch {
    return [];
  }
}

const isThing = (given: unknown): given is Thing =>
  typeof given === 'object' && given !== null && !Array.isArray(given);

const typesOf = (thing: Thing): string[] =>
  [thing['@type']].flat().map((type) => String(type).replace(/^https?:\/\/schema\.org\//, ''));

const wordsOf = (given: unknown): string | undefined =>
  typeof given === 'string' && given.trim() ? given : undefined;

const titleOf = (thing: Thing): string | undefined => wordsOf(thing.headline) ?? wordsOf(thing.name);

function nameOf(given: unknown): string | undefined {
  const [first] = [given].flat();
  return wordsOf(first) ?? (isThing(first) ? wordsOf(first.name) : undefined);
}

function imageOf(given: unknown): string | undefined {
  const [first] = [given].flat();
  return wordsOf(first) ?? (isThing(first) ? wordsOf(first.url) : undefined);
}
