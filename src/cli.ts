// cli.ts: `npm run quillback -- COMMAND`.
import { readEnvironment } from './base/environment.ts';
import { jobsCommand } from './cli-jobs.ts';
import { restoreCommand, restoreUsage, upgradeCommand } from './cli-bare.ts';
import { routesCommand } from './cli-routes.ts';
import { settingsCommand } from './cli-settings.ts';
import { doctorCommand } from './doctor.ts';
import type { Command } from './feature.ts';
import { features } from './features.ts';
import { openBlog } from './open-blog.ts';
import { onSignal, run } from './run.ts';

const commands: Record<string, Command> = {
  ...Object.assign({}, ...features.map((feature) => feature.commands ?? {})),
  settings: settingsCommand,
  jobs: jobsCommand,
  routes: routesCommand,
  doctor: doctorCommand,
};
/** Commands that open no blog: what they work on is none yet. */
const bare = {
  restore: { usage: restoreUsage, run: restoreCommand },
  'upgrade-database': { usage: '', run: upgradeCommand },
};
const usages = { ...commands, ...bare };
const [name = 'help', ...args] = process.argv.slice(2);

await run(async () => {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  const isBare = Object.hasOwn(bare, name);
  if (isBare && !['help', '--help'].includes(args[0] ?? ''))
    process.exit(await bare[name as keyof typeof bare].run(readEnvironment(tell), args, tell));
  if (command && !['help', '--help'].includes(args[0] ?? '')) {
    const code = await carryOut(command);
    await written();
    process.exit(code);
  }
  const isHelp = command !== undefined || isBare || ['help', '--help', '-h'].includes(name);
  if (!isHelp) process.stderr.write(`There is no command ${name}.\n\n`);
  (isHelp ? process.stdout : process.stderr).write(help(command || isBare ? [name] : Object.keys(usages)));
  process.exit(isHelp ? 0 : 1);
});

function tell(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

/** Runs a command on the blog of this folder, whether or not its server runs. Returns the exit code. */
async function carryOut(command: Command): Promise<number> {
  const config = readEnvironment(tell);
  // A command speaks to the person, not to the log.
  const LOG_LEVEL = process.env.LOG_LEVEL ? config.LOG_LEVEL : 'error';
  const { blog, close } = await openBlog({ ...config, LOG_LEVEL }, 'command', tell);
  onSignal(close);
  try {
    return await command.run(blog, args);
  } finally {
    for (const feature of features) await feature.stop?.(blog);
    await close();
  }
}

/** Into a pipe a long answer is written later: the process must not end before. */
function written(): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write('', () => resolve());
  });
}

function help(names: string[]): string {
  const lines = names
    .toSorted()
    .flatMap((word) =>
      usages[word as keyof typeof usages].usage.split(' | ').map((usage) => `  ${`${word} ${usage}`.trim()}`),
    );
  return ['Usage: npm run quillback -- COMMAND', '', ...lines, '  help', ''].join('\n');
}
