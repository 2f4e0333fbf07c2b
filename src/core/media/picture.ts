import { cleanJpeg } from './jpeg.ts';
import { cleanPng } from './png.ts';
import { cleanWebp } from './webp.ts';

/** A picture with nothing in it but the picture. */
export interface Picture {
  readonly bytes: Uint8Array;
  readonly mime_type: 'image/png' | 'image/jpeg' | 'image/webp';
  readonly extension: 'png' | 'jpg' | 'webp';
  readonly width: number;
  readonly height: number;
}

/** What a reader of one format finds: the parts that draw, put together again. */
export type Cleaned = Pick<Picture, 'bytes' | 'width' | 'height'>;

/** Pixels on a side; a small file can claim a size that takes a browser's memory away. */
const LARGEST_SIDE = 4_096;

/**
 * Reads a PNG, JPEG or WebP picture and puts it together again from the parts that draw it: texts, positions, scripts
 * and whatever hangs behind the end are gone. Undefined for everything else, whatever it is called.
 */
export function readPicture(bytes: Uint8Array): Picture | undefined {
  const picture = format(bytes);
  const sane = (side: number) => side >= 1 && side <= LARGEST_SIDE;
  return picture && sane(picture.width) && sane(picture.height) ? picture : undefined;
}

function format(bytes: Uint8Array): Picture | undefined {
  const png = cleanPng(bytes);
  if (png) return { ...png, mime_type: 'image/png', extension: 'png' };
  const jpeg = cleanJpeg(bytes);
  if (jpeg) return { ...jpeg, mime_type: 'image/jpeg', extension: 'jpg' };
  const webp = cleanWebp(bytes);
  return webp && { ...webp, mime_type: 'image/webp', extension: 'webp' };
}
