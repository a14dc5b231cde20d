// bin/words.mjs: collects what the sources say into locales/quillback.pot and the files of all languages: npm run words.
import { writeAll } from './words/catalogue.ts';

writeAll((line) => process.stdout.write(`${line}\n`));
