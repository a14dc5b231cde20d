// hits/robots.ts: which user agents are programs. Most say bot, crawl or spider; these say so otherwise.

const words =
  /bot|crawl|spider|slurp|archiver|fetch|scrap|monitor|uptime|preview|feed|rss|validator|lighthouse|headless|http-?client|\bping|scan|check/i;
const names =
  /^(curl|wget|python|java|go-http|okhttp|axios|node|undici|ruby|perl|libwww|php|guzzle|apache-http|postman|insomnia|httpie|aiohttp|winhttp|scrapy|dart|faraday|reqwest|aria2|mastodon|pleroma|akkoma|misskey|friendica|wordpress|ghost|quillback)\b/i;
const others =
  /facebookexternalhit|meta-external|whatsapp|telegram|discord|slack|skypeuri|embedly|pinterest|tumblr|quora link|vkshare|bingpreview|mediapartners-google|adsbot|apis-google|google-read-aloud|google-inspectiontool|googleother|feedburner|yahoo|baidu|yandex|sogou|ia_archiver|nutch|heritrix|semrush|ahrefs|mj12|dotbot|dataforseo|screaming frog|nagios|pingdom|statuscake|newrelic|datadog|gtmetrix|pagespeed|phantomjs|puppeteer|playwright|selenium|gptbot|chatgpt|claude|anthropic|perplexity|ccbot|bytespider|applebot|amazonbot|diffbot|omgili|petalbot|w3c_|nuclei|zgrab|masscan|nmap|sqlmap/i;

/** Whether a User-Agent header is a program's rather than a reader's browser. An empty one is. */
export function isRobot(agent: string): boolean {
  const trimmed = agent.trim().slice(0, 500);
  return trimmed === '' || words.test(trimmed) || names.test(trimmed) || others.test(trimmed);
}
