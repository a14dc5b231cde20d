// posts/admin-media-rules.ts: what may be uploaded on the media screens, and how the form says so.
import type { UploadRules } from '../media/upload.ts';
import { sizeLabel } from '../media/view.ts';

const megabyte = 2 ** 20;

export const uploadRules: UploadRules = {
  max_bytes: 256 * megabyte,
  max_count: 20,
  max_total_bytes: 1024 * megabyte,
  extensions: undefined,
};

export const limitsView = {
  max_bytes: uploadRules.max_bytes,
  max_label: sizeLabel(uploadRules.max_bytes),
};
