// tests/media/documents-kit.ts: zips as Office writes them: packed, and with sizes behind the parts.
import zlib from 'node:zlib';

/** A zip of packed entries; with descriptors their sizes follow them, as writers do that cannot go back. */
export function deflated(entries: Record<string, string>, { has_descriptors = false } = {}): Buffer {
  const bodies: Buffer[] = [];
  const lines: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const body = Buffer.from(text);
    // The kind of an OpenDocument file stands unpacked at its front.
    const packed = name === 'mimetype' ? body : zlib.deflateRawSync(body);
    const sizes = Buffer.alloc(12);
    for (const [index, number] of [zlib.crc32(body), packed.length, body.length].entries())
      sizes.writeUInt32LE(number, index * 4);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(has_descriptors ? 8 : 0, 2);
    common.writeUInt16LE(name === 'mimetype' ? 0 : 8, 4);
    sizes.copy(common, 10);
    common.writeUInt16LE(name.length, 22);
    const own = Buffer.from(common);
    if (has_descriptors) own.fill(0, 10, 22);
    const after = has_descriptors
      ? Buffer.concat([Buffer.from('PK\x07\x08', 'latin1'), sizes])
      : Buffer.alloc(0);
    const all = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), own, Buffer.from(name), packed, after]);
    const line = Buffer.alloc(46);
    line.write('PK\x01\x02', 0, 'latin1');
    common.copy(line, 6);
    line.writeUInt32LE(offset, 42);
    bodies.push(all);
    lines.push(line, Buffer.from(name));
    offset += all.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(bodies.length, 8);
  end.writeUInt16LE(bodies.length, 10);
  end.writeUInt32LE(Buffer.concat(lines).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...lines, end]);
}
