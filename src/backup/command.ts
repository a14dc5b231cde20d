// backup/command.ts: `backup [FOLDER]` on the command line.
import path from 'node:path';
import type { Command } from '../feature.ts';
import { makeBackup } from './make-backup.ts';

export const backupCommand: Command = {
  usage: '[FOLDER]',
  async run(blog, args) {
    if (args.length > 1 || args[0]?.startsWith('-')) {
      process.stdout.write(`backup ${backupCommand.usage}\n`);
      return 1;
    }
    const folder = args[0] ? path.resolve(args[0]) : blog.config.BACKUP_DIR;
    const shows = process.stdout.isTTY;
    const progress = (words: string) => void (shows && process.stdout.write(`\r\u001B[K${words}`));
    const { name, manifest } = await makeBackup(blog, folder, progress);
    const { files, bytes, copied, missing } = manifest.uploads;
    const rows = manifest.dump.tables.reduce((sum, table) => sum + table.rows, 0);
    const number = (value: number) => value.toLocaleString('en-US');
    process.stdout.write(
      `${shows ? '\r\u001B[K' : ''}${path.join(folder, name)}: ${number(rows)} rows, ${number(files)} files of ${number(bytes)} bytes, ${number(copied)} of them copied.\n`,
    );
    if (missing.length) process.stdout.write(`Named by the database, and not there: ${missing.join(', ')}\n`);
    process.stdout.write('It holds all there is, secrets too: keep it where nobody else reads it.\n');
    return 0;
  },
};
