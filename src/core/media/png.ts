import { joined, spells, viewOf } from './bytes.ts';
import { crc32 } from './crc.ts';
import type { Cleaned } from './picture.ts';

const SIGNATURE = '\x89PNG\r\n\x1a\n';
/** Length, name and check sum of a chunk. */
const AROUND = 12;
/** The chunks that draw; all others only tell something. */
const DRAWING: ReadonlySet<string> = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'sBIT',
]);

/** A PNG of its drawing chunks alone; undefined where it is none, is torn, or a check sum is wrong. */
export function cleanPng(bytes: Uint8Array): Cleaned | undefined {
  if (!spells(bytes, 0, SIGNATURE)) return undefined;
  const view = viewOf(bytes);
  const pieces = [bytes.subarray(0, SIGNATURE.length)];
  let at = SIGNATURE.length;
  let drawn = false;
  while (at + AROUND <= bytes.length) {
    const end = at + AROUND + view.getUint32(at);
    if (end > bytes.length) return undefined;
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if ((name === 'IHDR') !== (pieces.length === 1)) return undefined;
    if (DRAWING.has(name)) {
      if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) return undefined;
      pieces.push(bytes.subarray(at, end));
    }
    drawn ||= name === 'IDAT';
    if (name === 'IEND')
      return drawn
        ? { bytes: joined(pieces), width: view.getUint32(16), height: view.getUint32(20) }
        : undefined;
    at = end;
  }
  return undefined;
}
