import { joined, spells, viewOf } from './bytes.ts';
import type { Cleaned } from './picture.ts';

const START_OF_SCAN = 0xda;
const END = 0xd9;
/** Start of frame: where the size stands. C4, C8 and CC are something else. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** Markers without a length: restarts, and the odd TEM. */
const isBare = (marker: number) => (marker >= 0xd0 && marker <= 0xd7) || marker === 0x01;

/** Segments that applications write for themselves, and comments. JFIF and Adobe's say how the colours are meant. */
const tells = (marker: number) =>
  marker === 0xfe || (marker >= 0xe0 && marker <= 0xef && marker !== 0xe0 && marker !== 0xee);

/** A JPEG of its drawing segments alone; undefined where it is none, or is torn. */
export function cleanJpeg(bytes: Uint8Array): Cleaned | undefined {
  if (!spells(bytes, 0, '\xff\xd8\xff')) return undefined;
  const view = viewOf(bytes);
  const pieces = [bytes.subarray(0, 2)];
  let size: { width: number; height: number } | undefined;
  let at = 2;
  while (at + 2 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff)
      at += 1; // fill
    else if (marker === END) {
      pieces.push(bytes.subarray(at, at + 2));
      return size && { bytes: joined(pieces), ...size };
    } else if (isBare(marker)) {
      pieces.push(bytes.subarray(at, at + 2));
      at += 2;
    } else {
      if (at + 4 > bytes.length) return undefined;
      let end = at + 2 + view.getUint16(at + 2);
      if (end > bytes.length || end < at + 4) return undefined;
      if (isFrame(marker)) {
        if (end < at + 9) return undefined;
        size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
      }
      if (marker === START_OF_SCAN) end = scanEnd(bytes, end);
      if (!tells(marker)) pieces.push(bytes.subarray(at, end));
      at = end;
    }
  }
  return undefined;
}

/** Where the picture's data ends: at the next marker that is neither an escaped byte nor a restart. */
function scanEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] === 0xff && next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at;
    at += 1;
  }
  return bytes.length;
}
