// tests/search/scripts.ts: what is found in which text, over the scripts and languages of the world.

export interface Sample {
  language: string;
  html: string;
  /** What finds it, and what is marked then. */
  found: Record<string, string>;
  not: string[];
}

export const samples: Sample[] = [
  {
    language: 'Chinese',
    html: '<p>我们昨天在北京看了一场<b>电</b>影，非常精彩。京都下雨。</p><p>最后一句海</p><p>洋很大</p>',
    found: {
      电影: '电影',
      北京: '北京',
      雨: '雨',
      看了一场电影: '看了一场电影',
      '北京 精彩': '北京',
      '"京都下雨"': '京都下雨',
    },
    not: ['东京', '京电', '海洋', '北京 -精彩', '影电', '北京下雨'],
  },
  {
    language: 'Japanese',
    html: '<p>昨日、東京で桜を見ました。新しいデータベースサーバーを導入。</p><p>ｶﾞﾗｽの<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>です</p>',
    found: {
      桜: '桜',
      データベース: 'データベース',
      東京: '東京',
      ガラス: 'ｶﾞﾗｽ',
      漢字です: '',
      見ました: '見ました',
    },
    not: ['京東', 'カラス', '東京都', 'ベーター'],
  },
  {
    language: 'Korean',
    html: '<p>어제 서울대학교에서 한국의 역사를 공부했다.</p>',
    found: {
      한국: '한국',
      대학교: '대학교',
      '한국 역사': '한국',
      '\u1112\u1161\u11ab\u1100\u116e\u11a8': '한국',
    },
    not: ['국한', '한구', '중국'],
  },
  {
    language: 'Thai',
    html: '<p>เมื่อวานฉันไปดูหนังที่กรุงเทพ\u200bมหานคร ปี ๒๕๖๗ กินข้าว</p>',
    found: { กรุงเทพ: 'กรุงเทพ\u200b', หนัง: 'หนัง', กรุงเทพมหานคร: 'กรุงเทพ\u200bมหานคร', '2567': '๒๕๖๗' },
    not: ['กัน', 'เทพกรุง', 'มหานที'],
  },
  {
    language: 'Lao',
    html: '<p>ຂ້ອຍຢູ່ນະຄອນຫຼວງວຽງຈັນ</p>',
    found: { ວຽງຈັນ: 'ວຽງຈັນ' },
    not: ['ຈັນວຽງ'],
  },
  {
    language: 'Khmer',
    html: '<p>ខ្ញុំនៅ\u200bភ្នំពេញ</p>',
    found: { ភ្នំពេញ: 'ភ្នំពេញ', នៅភ្នំ: 'នៅ\u200bភ្នំ' },
    not: ['ពេញភ្នំ'],
  },
  {
    language: 'Burmese',
    html: '<p>ကျွန်တော်ရန်ကုန်မြို့မှာနေတယ်</p>',
    found: { ရန်ကုန်: 'ရန်ကုန်' },
    not: ['ကုန်ရန်', 'မန္တလေး'],
  },
  {
    language: 'Greek',
    html: '<p>Η ΟΔΟΣ ΑΘΗΝΩΝ είναι μακρά</p>',
    found: { οδός: 'ΟΔΟΣ', ΟΔΟΣ: 'ΟΔΟΣ', Αθηνών: 'ΑΘΗΝΩΝ', μακρα: 'μακρά' },
    not: ['δός', 'οδοί'],
  },
  {
    language: 'Arabic',
    html: '<p>مُحَمَّد كَتَبَ رسالة إلى أحمد في ٱلمـــدينة سنة ٢٠٢٤</p>',
    found: {
      محمد: 'مُحَمَّد',
      احمد: 'أحمد',
      الى: 'إلى',
      رساله: 'رسالة',
      المدينة: 'ٱلمـــدينة',
      '2024': '٢٠٢٤',
      'كتب رسالة': 'كَتَبَ',
    },
    not: ['محمود', 'حمد', 'كتب -رسالة'],
  },
  {
    language: 'Persian',
    html: '<p>من می\u200cخواهم کتاب\u200cهای علی را بخوانم سال ۱۴۰۳</p>',
    found: {
      میخواهم: 'می\u200cخواهم',
      'می\u200cخواهم': 'می\u200cخواهم',
      كتاب: 'کتاب\u200cهای',
      علي: 'علی',
      '1403': '۱۴۰۳',
    },
    not: ['خواهم', 'کتابخانه'],
  },
  {
    language: 'Hebrew',
    html: '<p>שָׁלוֹם עולם, צה״ל ובֵית־סֵפֶר</p>',
    found: { שלום: 'שָׁלוֹם', שָׁלוֹם: 'שָׁלוֹם', ספר: 'סֵפֶר', 'צה"ל': 'צה' },
    not: ['לום', 'עולמות'],
  },
  {
    language: 'German',
    html: '<p>Donau\u00addampf\u00adschiff auf der Straße in MÜNCHEN</p>',
    found: {
      donaudampfschiff: 'Donau\u00addampf\u00adschiff',
      STRASSE: 'Straße',
      straße: 'Straße',
      munchen: 'MÜNCHEN',
      München: 'MÜNCHEN',
      '"der strasse"': 'der',
    },
    not: ['dampf', 'trasse', '"strasse der"', 'munchen -schiff -strasse'],
  },
  {
    language: 'Turkish',
    html: '<p>İstanbul ve IŞIK, ılık sular</p>',
    found: { istanbul: 'İstanbul', İSTANBUL: 'İstanbul', işık: 'IŞIK', ilik: 'ılık' },
    not: ['stanbul'],
  },
  {
    language: 'Vietnamese',
    html: '<p>Tiếng Việt và Đà Nẵng</p>',
    found: { 'tieng viet': 'Tiếng', Việt: 'Việt', 'da nang': 'Đà' },
    not: ['iet', '"viet tieng"'],
  },
  {
    language: 'Russian',
    html: '<p>Ёлка стоит в МОСКВЕ, 21-й год</p>',
    found: { елка: 'Ёлка', москве: 'МОСКВЕ', '21-й': '21' },
    not: ['лка', 'москва'],
  },
  {
    language: 'Ukrainian',
    html: '<p>Велике обʼєднання міст</p>',
    found: { "об'єднання": 'об', 'об’єднання': 'об' },
    not: ['єднанн об'],
  },
  {
    language: 'Polish and Danish',
    html: '<p>Łódź og smørrebrød, Æble i Ålborg</p>',
    found: { lodz: 'Łódź', smorrebrod: 'smørrebrød', aeble: 'Æble', alborg: 'Ålborg' },
    not: ['odz'],
  },
  {
    language: 'Hindi',
    html: '<p>मैं हिन्दी किताब पढ़ता हूँ, साल २०२४</p>',
    found: { हिन्दी: 'हिन्दी', किताब: 'किताब', '2024': '२०२४' },
    not: ['कताब', 'हिन्दु'],
  },
  {
    language: 'Tamil',
    html: '<p>தமிழ் மொழி இனிது</p>',
    found: { தமிழ்: 'தமிழ்', மொழி: 'மொழி' },
    not: ['மொழ' + 'ு'],
  },
  {
    language: 'English with markup',
    html: '<p><span class="dropcap">O</span>nceword upon<sup class="fn"><a href="#fn1">1</a></sup> a ｆｕｌｌ ﬁsh</p><p>end</p><p>start</p><table><tr><td>cell</td><td>other</td></tr></table>H<sub>2</sub>O, version 2.5.1 for a.b@mail.example',
    found: {
      onceword: 'Onceword',
      upon: 'upon1',
      full: 'ｆｕｌｌ',
      fish: 'ﬁsh',
      h2o: 'H2O',
      '2.5.1': '2',
      'a.b@mail.example': 'a',
      '"version 2.5.1"': 'version',
    },
    not: ['nceword', 'endstart', 'cellother', '5.2.1', '"upon full"', 'once -fish', '"full upon"'],
  },
];
