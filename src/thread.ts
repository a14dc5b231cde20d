// thread.ts: the program of a worker thread: sets long texts, decodes pictures and cleans documents while the process goes on.
import { serveJobs } from './base/threads/serve.ts';
import { setWords } from './comments/content/set-words.ts';
import { lookJob } from './linkbacks/receiving/inspect.ts';
import { cleanBytes } from './media/documents/clean-bytes.ts';
import { decodeHeic } from './media/pictures/decode-heic.ts';
import { setContent, setMarkdown } from './posts/content/set-content.ts';

serveJobs({
  comment: setWords,
  post: setContent,
  markdown: setMarkdown,
  look: lookJob,
  heic: decodeHeic,
  clean: cleanBytes,
});
