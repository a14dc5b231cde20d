// library/upload-rules.ts: what may be uploaded on the media screens, and how the form says so.
import { settings } from '../base/settings/settings.ts';
import type { Blog } from '../blog.ts';
import { libraryLimits } from '../media/limits.ts';
import { partBytes } from '../media/uploads/partial.ts';
import { mediaSettings } from '../media/settings.ts';
import type { UploadRules } from '../media/uploads/rules.ts';
import { sizeLabel } from '../media/view.ts';

const limits: UploadRules = { ...libraryLimits, extensions: undefined, area: 'library' };

/** For files of the library: they keep what they tell when the settings say so. */
export async function uploadRules({ db }: Blog): Promise<UploadRules> {
  const { strip_metadata } = await settings(db, mediaSettings);
  return { ...limits, keeps_metadata: !strip_metadata };
}

export const limitsView = {
  max_bytes: limits.max_bytes,
  max_label: sizeLabel(limits.max_bytes),
  /** Larger files are sent in parts. */
  part_bytes: partBytes,
};
