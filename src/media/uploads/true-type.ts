// media/uploads/true-type.ts: a picture with another picture's ending is taken for what its bytes are; so are sound and films.
import { httpError } from '../../base/errors.ts';
import { extensionsOf, typeOf, type FileType } from '../file-types.ts';
import { extensionsFor } from './signatures.ts';

/** Within one of these a wrong ending is a slip; across them, or elsewhere, the name misleads. */
const families = [['image'], ['audio', 'video']];

/** Containers that hold sound as well as films: the name says which. */
const asPromised: Record<string, Record<string, string>> = {
  audio: { mp4: 'm4a', mkv: 'mka' },
  video: { ogg: 'ogv' },
};

/** What a file may be whose bytes are not what its name promises, the likeliest first; [] where it may be nothing else. */
export function otherTypes(promised: FileType, head: Buffer): FileType[] {
  const family = families.find((groups) => groups.includes(promised.group)) ?? [];
  return extensionsFor(head)
    .map((extension) => typeOf(asPromised[promised.group]?.[extension] ?? extension)!)
    .filter(({ group }) => family.includes(group));
}

/**
 * The name with the ending of what the file is: photo.jpg becomes photo.png.
 * @param extensions those that are allowed; undefined for every known one
 * @throws HttpError 415 when none of this type is allowed
 */
export function nameOfType(name: string, type: FileType, extensions?: ReadonlySet<string>): string {
  const same = extensionsOf(type.group).filter((one) => typeOf(one)!.mime_type === type.mime_type);
  const extension = [type.extension, ...same].find((one) => !extensions || extensions.has(one));
  if (extension) return `${name.replace(/\.[a-z0-9-]{1,10}$/i, '')}.${extension}`;
  throw httpError(
    415,
    'file_type_not_allowed',
    `“${name}” was not taken. Inside it is a .${type.extension} file, and those are not allowed here.`,
  );
}
