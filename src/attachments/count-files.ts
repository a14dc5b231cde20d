// attachments/count-files.ts: how many files one person, and one network, may send in a day; counted before a file is read.
import type { RateLimiterPostgres } from 'rate-limiter-flexible';
import { may, type User } from '../accounts/user.ts';
import type { Database } from '../base/database/database.ts';
import { hostIn, networkIn } from '../base/http/client-address.ts';
import { __ } from '../base/language/gettext.ts';
import { consume, consumeBoth, limiter } from '../base/rate-limit.ts';
import type { Blog } from '../blog.ts';
import type { AttachmentSettings } from './settings.ts';

export interface FileSender {
  user?: User | undefined;
  ip: string;
}

type Bounds = Pick<AttachmentSettings, 'max_files_per_day' | 'max_files_per_day_network'>;

/**
 * Counts a file that is about to come, whatever becomes of it. Those who moderate are spared, as everywhere.
 * @throws HttpError 429 with `retry_after`
 */
export async function countFile(blog: Blog, rules: Bounds, { user, ip }: FileSender): Promise<void> {
  if (may(user, 'moderate_comments')) return;
  const { person, network } = limitersOf(blog.db);
  const wide = {
    limit: network,
    key: networkIn(ip),
    told: (pause: string) =>
      __(
        'Many files came from your network today. Please send this one %s, or your comment without it.',
        pause,
      ),
  };
  const narrow = {
    limit: person,
    key: user ? `user ${user.id}` : hostIn(ip),
    told: (pause: string) =>
      __('You have sent many files today. Please send this one %s, or your comment without it.', pause),
  };
  const [most, most_network] = [rules.max_files_per_day, rules.max_files_per_day_network];
  if (most) person.points = most;
  if (most_network) network.points = most_network;
  if (most && most_network) await consumeBoth(wide, narrow);
  else if (most) await consume(person, narrow.key, narrow.told);
  else if (most_network) await consume(network, wide.key, wide.told);
}

const day = 86_400;

type Limiters = Record<'person' | 'network', RateLimiterPostgres>;
const made = new WeakMap<Database, Limiters>();

/** Their points are set before each use: the settings may have changed. */
function limitersOf(db: Database): Limiters {
  const known = made.get(db);
  if (known) return known;
  const fresh = {
    person: limiter(db, 'files_person', { points: 1, seconds: day }),
    network: limiter(db, 'files_network', { points: 1, seconds: day }),
  };
  made.set(db, fresh);
  return fresh;
}
