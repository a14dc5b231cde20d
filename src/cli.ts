// cli.ts: `npm run quillback -- COMMAND`.
import { readConfig } from './base/config.ts';
import { features } from './features.ts';
import { openBlog } from './open-blog.ts';

const [name = 'help', ...args] = process.argv.slice(2);
const commands = Object.assign({}, ...features.map((feature) => feature.commands ?? {}));
const command = commands[name];
if (!command) {
  for (const [word, { usage }] of Object.entries(commands) as [string, { usage: string }][]) {
    console.log(`${word} ${usage}`);
  }
  process.exit(name === 'help' ? 0 : 1);
}
const { blog, close } = await openBlog(readConfig(process.env));
const code = (await command.run(blog, args)) as number;
await close();
process.exit(code);
