// embeds/providers/additional-providers.ts: oEmbed providers and address shapes that the public list lacks. Data only.

/** A provider as the public list writes it: `*` stands for anything. */
export interface Listed {
  provider_name: string;
  endpoints: { schemes?: string[]; url: string }[];
}

const crowdsignal = 'https://api.crowdsignal.com/oembed';
const kindle = 'https://read.amazon.com/kp/api/oembed';
const kindleEurope = 'https://read.amazon.co.uk/kp/api/oembed';
const kindleAsia = 'https://read.amazon.com.au/kp/api/oembed';
const europe = ['co.uk', 'de', 'fr', 'it', 'es', 'in', 'nl', 'ru'];

export const customProviders: Listed[] = [
  own('Flickr', 'https://www.flickr.com/services/oembed/', ['flickr.com/*', 'flic.kr/*']),
  own('Mixcloud', 'https://app.mixcloud.com/oembed/', ['mixcloud.com/*']),
  own('Tumblr', 'https://www.tumblr.com/oembed/1.0', ['*.tumblr.com/*']),
  own('ReverbNation', 'https://www.reverbnation.com/oembed', ['reverbnation.com/*']),
  own('Scribd', 'https://www.scribd.com/services/oembed', ['scribd.com/document/*']),
  own('WordPress.tv', 'https://wordpress.tv/oembed/', ['wordpress.tv/*']),
  own('Crowdsignal', crowdsignal, ['*.crowdsignal.net/*', 'polldaddy.com/*', '*.polldaddy.com/*']),
  own('Crowdsignal', crowdsignal, ['poll.fm/*', '*.survey.fm/*']),
  own('Animoto', 'https://animoto.com/oembeds/create', ['video214.com/play/*']),
  own('Kickstarter', 'https://www.kickstarter.com/services/oembed', ['kck.st/*']),
  own('Cloudup', 'https://cloudup.com/oembed', ['cloudup.com/*']),
  own('VideoPress', 'https://public-api.wordpress.com/oembed/', ['videopress.com/v/*']),
  own('Amazon Kindle', kindle, ['com', 'com.mx', 'com.br', 'ca'].flatMap(amazon)),
  own('Amazon Kindle', kindle, ['a.co/*', 'amzn.to/*']),
  own('Amazon Kindle', kindleEurope, [...europe.flatMap(amazon), 'amzn.eu/*']),
  own('Amazon Kindle', 'https://read.amazon.in/kp/api/oembed', ['amzn.in/*']),
  own('Amazon Kindle', kindleAsia, ['co.jp', 'com.au'].flatMap(amazon)),
  own('Amazon Kindle', kindleAsia, ['amzn.asia/*']),
  own('Amazon Kindle', 'https://read.amazon.cn/kp/api/oembed', [...amazon('cn'), 'z.cn/*']),
  own('Someecards', 'https://www.someecards.com/v2/oembed/', [
    'someecards.com/*-cards/*',
    'someecards.com/usercards/viewcard/*',
    'some.ly/*',
  ]),
  own('Pinterest', 'https://www.pinterest.com/oembed.json', [
    'pinterest.com/*',
    '*.pinterest.com/*',
    'pinterest.com.au/*',
    'pinterest.com.mx/*',
  ]),
  own('Pocket Casts', 'https://pca.st/oembed.json', ['pca.st/*']),
  own('Anghami', 'https://api.anghami.com/rest/v1/oembed.view', ['anghami.com/*', 'play.anghami.com/*']),
  own('Canva', 'https://www.canva.com/_oembed', ['canva.com/design/*/view*']),
  own('Imgur', 'https://api.imgur.com/oembed.json', ['imgur.com/*', '*.imgur.com/*']),
];

/** Addresses without their scheme; a bare domain is also meant with `www.` before it. */
function own(provider_name: string, url: string, addresses: string[]): Listed {
  const schemes = addresses.flatMap((address) =>
    address.startsWith('*.') ? [`https://${address}`] : [`https://${address}`, `https://www.${address}`],
  );
  return { provider_name, endpoints: [{ url, schemes }] };
}

function amazon(domain: string): string[] {
  return [`amazon.${domain}/*`, `*.amazon.${domain}/*`];
}
