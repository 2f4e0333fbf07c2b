import { joined, spells, viewOf } from './bytes.ts';
import type { Cleaned } from './picture.ts';

const HEAD = 12;
const DRAWING: ReadonlySet<string> = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF']);
/** In the first byte of VP8X: colours, EXIF and XMP follow. They do not any more. */
const TELLING = 0b0010_1100;

/** A WebP of its drawing chunks alone; undefined where it is none, or is torn. */
export function cleanWebp(bytes: Uint8Array): Cleaned | undefined {
  if (!spells(bytes, 0, 'RIFF') || !spells(bytes, 8, 'WEBP') || bytes.length < HEAD) return undefined;
  const view = viewOf(bytes);
  const stop = view.getUint32(4, true) + 8;
  if (stop > bytes.length) return undefined;
  const chunks: Uint8Array[] = [];
  let size: { width: number; height: number } | undefined;
  for (let at = HEAD; at + 8 <= stop; ) {
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length + (length % 2);
    if (end > stop) return undefined;
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    const chunk = bytes.slice(at, end);
    if (name === 'VP8X' && length > 0) chunk[8] = (chunk[8] ?? 0) & ~TELLING;
    if (DRAWING.has(name)) chunks.push(chunk);
    size ??= sizeOf(name, chunk);
    at = end;
  }
  if (!size) return undefined;
  const body = joined(chunks);
  const head = bytes.slice(0, HEAD);
  viewOf(head).setUint32(4, body.length + 4, true);
  return { bytes: joined([head, body]), ...size };
}

/** The size that the first drawing chunk says, in the way of its kind. */
function sizeOf(name: string, chunk: Uint8Array): { width: number; height: number } | undefined {
  const view = viewOf(chunk);
  const at = 8;
  if (name === 'VP8X' && chunk.length >= at + 10)
    return {
      width: (view.getUint32(at + 4, true) & 0xffffff) + 1,
      height: (view.getUint32(at + 6, true) >>> 8) + 1,
    };
  if (name === 'VP8L' && chunk.length >= at + 5 && chunk[at] === 0x2f) {
    const bits = view.getUint32(at + 1, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (name === 'VP8 ' && chunk.length >= at + 10 && spells(chunk, at + 3, '\x9d\x01\x2a'))
    return { width: view.getUint16(at + 6, true) & 0x3fff, height: view.getUint16(at + 8, true) & 0x3fff };
  return undefined;
}
