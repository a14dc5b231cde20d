// base/html/schemas.ts: which elements and attributes may stand in a post, and which in a comment.
import type { Schema } from 'hast-util-sanitize';

const everywhere = ['className', 'dir', 'id', 'lang', 'style', 'title', 'ariaLabel', 'ariaHidden', 'role'];
const cell = ['abbr', 'align', 'colSpan', 'headers', 'rowSpan', 'scope', 'vAlign'];
const player = ['controls', 'loop', 'muted', 'preload', 'src'];

const links = ['http', 'https', 'mailto', 'tel'];
const files = ['http', 'https'];
const protocols = { cite: files, href: links, longDesc: files, poster: files, src: files };

/** Whole elements that vanish with what is in them; of all others that are not allowed only the tags go. */
const strip = [
  'applet',
  'embed',
  'frameset',
  'iframe',
  'math',
  'noembed',
  'noframes',
  'noscript',
  'object',
  'plaintext',
  'script',
  'select',
  'style',
  'svg',
  'template',
  'textarea',
  'title',
  'xmp',
];

const textElements = (
  'a abbr acronym address b bdi bdo big blockquote br center cite code dd del details dfn div dl dt em font ' +
  'figcaption figure h1 h2 h3 h4 h5 h6 hr i ins kbd li mark ol p pre q rp rt ruby s samp section small span strike ' +
  'strong sub summary sup time tt u ul var wbr article aside header footer nav hgroup'
).split(' ');

/** MathML Core (W3C) without what links, loads or holds other HTML. */
const mathElements = (
  'math maction merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt ' +
  'mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics annotation'
).split(' ');
const mathAttributes = (
  'accent accentunder columnalign columnspan depth display displaystyle encoding fence form height linethickness lspace ' +
  'mathbackground mathcolor mathsize mathvariant maxsize minsize movablelimits rowspan rowSpan columnSpan rspace scriptlevel ' +
  'separator stretchy symmetric voffset width xmlns'
).split(' ');

/** What WordPress lets authors publish and what its static blocks are made of. No frames, scripts, forms, vectors. */
export const postSchema: Schema = {
  tagNames: [
    ...textElements,
    ...mathElements,
    ...'audio caption col colgroup img picture source table tbody td tfoot th thead track tr video'.split(
      ' ',
    ),
  ],
  attributes: {
    '*': everywhere,
    a: ['href', 'rel', 'target', 'download', 'hrefLang', 'rev', 'type'],
    audio: player,
    blockquote: ['cite'],
    col: ['span', 'width'],
    colgroup: ['span', 'width'],
    del: ['cite', 'dateTime'],
    details: ['open', 'name'],
    div: ['align'],
    font: ['color', 'face', 'size'],
    h1: ['align'],
    h2: ['align'],
    h3: ['align'],
    h4: ['align'],
    h5: ['align'],
    h6: ['align'],
    hr: ['align', 'width'],
    img: 'align alt decoding fetchPriority height loading sizes src srcSet width'.split(' '),
    ins: ['cite', 'dateTime'],
    li: ['value'],
    ol: ['start', 'type', 'reversed'],
    p: ['align'],
    q: ['cite'],
    source: ['media', 'sizes', 'src', 'srcSet', 'type'],
    table: ['align', 'border', 'cellPadding', 'cellSpacing', 'summary', 'width'],
    td: cell,
    th: cell,
    time: ['dateTime'],
    track: ['default', 'kind', 'label', 'src', 'srcLang'],
    ul: ['type'],
    video: [...player, 'height', 'playsInline', 'poster', 'width'],
    ...Object.fromEntries(mathElements.map((name) => [name, mathAttributes])),
  },
  protocols,
  strip: [...strip.filter((name) => name !== 'math'), 'annotation-xml', 'mglyph', 'malignmark'],
  ancestors: {
    ...Object.fromEntries(mathElements.slice(1).map((name) => [name, ['math']])),
    ...Object.fromEntries(
      ['tbody', 'thead', 'tfoot', 'tr', 'td', 'th', 'caption', 'col', 'colgroup'].map((name) => [
        name,
        ['table'],
      ]),
    ),
    li: ['ul', 'ol'],
    source: ['audio', 'picture', 'video'],
    track: ['audio', 'video'],
  },
  clobber: [],
  required: {},
  allowComments: true, // only those that sanitizeTree leaves: more and nextpage
  allowDoctypes: false,
};

/** What readers may type as tags: WordPress's elements, and those that Markdown makes. */
export const commentTags =
  'a abbr acronym b blockquote br cite code del em i li ol p pre q s strike strong ul'.split(' ');

/** The same, with what the Markdown of comments makes besides: spoilers, and the colours of code. */
export const commentSchema: Schema = {
  tagNames: [...commentTags, 'details', 'summary', 'span'],
  attributes: {
    a: ['href', 'rel', 'title'],
    abbr: ['title'],
    acronym: ['title'],
    blockquote: ['cite'],
    code: [['className', /^language-[\w+#.-]{1,30}$/]],
    del: ['dateTime'],
    details: [['className', 'spoiler']],
    li: ['value'],
    ol: ['start'],
    q: ['cite'],
    span: [['className', /^hljs-[\w-]{1,30}$/, /^[a-z]{1,20}_$/]],
  },
  protocols,
  strip,
  ancestors: { li: ['ul', 'ol'], summary: ['details'], span: ['code'] },
  clobber: [],
  required: {},
  allowComments: false,
  allowDoctypes: false,
};
