// setup/seed-texts.ts: the words of a seeded blog: who writes, under which titles, and the sentences texts are put together from.
import type { Role } from '../accounts/user.ts';

export const title = 'The Harbour Notebook';

export const people: { login: string; name: string; role: Role }[] = [
  { login: 'seed-admin', name: 'Mara Lind', role: 'administrator' },
  { login: 'seed-editor', name: 'Tobias Okafor', role: 'editor' },
  { login: 'seed-author', name: 'Ines Marchetti', role: 'author' },
  { login: 'seed-contributor', name: 'Noor Haddad', role: 'contributor' },
  { login: 'seed-subscriber', name: 'Jonas Bergström', role: 'subscriber' },
];

export const categories = ['Boats', 'Weather', 'Kitchen', 'Walks', 'Reading'];
export const tags = ['rope', 'tide', 'fog', 'soup', 'lighthouse', 'winter', 'maps', 'birds', 'paint'];

const things = [
  'The rope locker',
  'A letter from the pilot',
  'Soup for eleven',
  'Fog on the bar',
  'The blue door',
  'What the gulls know',
  'Paint, twice',
  'An hour at low tide',
  'The lamp room',
  'Maps nobody drew',
  'The slow ferry',
  'Bread on Sundays',
  'A borrowed dinghy',
];
const occasions = ['in January', 'after the storm', 'once more', 'and what came of it'];

/** The title of the post with a number; up to 52 differ. */
export const postTitle = (number: number): string =>
  `${things[number % things.length]!} ${occasions[Math.floor(number / things.length) % occasions.length]!}`;

/** Pages, each with the index of the page above it. */
export const pages: { title: string; below?: number }[] = [
  { title: 'About the harbour' },
  { title: 'The people', below: 0 },
  { title: 'How to find us', below: 0 },
  { title: 'By ferry', below: 2 },
  { title: 'On foot', below: 2 },
  { title: 'The library of knots' },
  { title: 'Bends', below: 5 },
  { title: 'Hitches', below: 5 },
  { title: 'Imprint' },
];

export const sentences = [
  'The tide table said one thing and the water another, as it does in spring.',
  'We carried the ladder down to the slip and found the boat already afloat.',
  'Nobody had written the date on the jar, so we opened it to be sure.',
  'From the end of the mole you can count nine houses and one that is only painted on a wall.',
  'The old harbour master kept every receipt, and the receipts turned out to be the better diary.',
  'It took three coats, and the third was the wrong green.',
  'On the way back the wind went round, and for a while there was nothing to do but steer.',
  'The recipe asks for leeks; everybody here leaves them out and says they do not.',
  'I had meant to photograph the lamp and came home with a picture of the stairs.',
  'There is a chair by the window that belongs to whoever came in last.',
  'A heron stood where the buoy should have been and would not be mistaken for it.',
  'My neighbour says the fog has a smell, and on Thursday I understood her.',
];

export const commenters = [
  'Agnes Thorne',
  'Bilal Rahman',
  'Chiara Fonti',
  'Dmitri Sokolov',
  'Eun-ji Park',
  'Freya Nilsen',
  'Gabriel Moreau',
  'Hana Kobayashi',
  'Ibrahim Diallo',
  'Jelena Petrović',
  'Kofi Mensah',
  'Lucía Herrera',
];

export const openings = [
  'Thank you for this.',
  'I read it twice.',
  'A small correction:',
  'That is how my aunt told it, too.',
  'I have a question.',
  'We had the same last winter.',
  'Lovely!',
  'I do not agree, but gladly.',
  'For those who come after me:',
  'This made me look in the drawer.',
  'Seen from the other shore:',
  'I printed it out.',
  'Short answer: yes.',
];

export const remarks = [
  'the ladder was never there before the war.',
  'which varnish did you use in the end?',
  'salt goes in **last**, or the beans stay hard.',
  'the ferry does not stop there on Sundays any more.',
  'I took the same picture from the mole.',
  'the heron has a name. It is Bert.',
  'there is a second door behind the blue one.',
  'my map shows a well in that place.',
  'you can hear the bell as far as the mill.',
  'do you still have the jar?',
  'a bowline would have held.',
  'it is *much* further on foot than it looks.',
  'I will try it with barley.',
  'the light was automatic from 1974 on.',
  'my father painted that boat.',
  'it rained the whole week before, that is why.',
  'the harbour master was my teacher.',
  'I would have turned back at the buoy.',
  'please write about the mill next.',
  'the third coat is always the wrong green.',
  'in our village it is done with nettles.',
  'the stairs have sixty-one steps, not sixty.',
  'I can lend you the chart.',
  'who keeps the key now?',
  'the gulls here are worse.',
  'you left out the best part.',
  'it works with frozen leeks as well.',
  'greetings from the lamp room!',
  'the slip was repaired in May.',
  'one could swim that far, once.',
  'I have never seen it without fog.',
];

export const sites = ['boatyard.example', 'tidelines.example', 'slowferry.example', 'knots.example'];
