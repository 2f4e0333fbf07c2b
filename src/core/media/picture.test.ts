import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mediaAddress } from './address.ts';
import { joined, viewOf } from './bytes.ts';
import { crc32 } from './crc.ts';
import { readPicture } from './picture.ts';

const base64 = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const latin = (bytes: Uint8Array) => String.fromCharCode(...bytes);

/** Three pixels by two, as a browser writes them. */
const png = base64(
  'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAYAAACddGYaAAAAEklEQVR4AWJiWFX+H4aZGJAAAAAA//8jt+ocAAAABklEQVQDAHiJBmWdj/FDAAAAAElFTkSuQmCC',
);
const jpeg = base64(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/wAARCAACAAMDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCcApl//9k=',
);
const webp = base64(
  'UklGRkQAAABXRUJQVlA4WAoAAAAAAAAAAgAAAQAAVlA4ICYAAABwAQCdASoDAAIAAsBMJaACdAFAAAD+3Cluf/nYP/vR/6Y+MwAAAA==',
);

const EVIL = '<script>alert(1)</script>';
const number = (value: number) => Uint8Array.of(0, 0, 0, value);
/** A note in a chunk of its own, right behind the head. */
const noted = {
  png: joined([
    png.subarray(0, 33),
    number(EVIL.length),
    ascii('tEXt'),
    ascii(EVIL),
    number(0),
    png.subarray(33),
  ]),
  jpeg: joined([
    jpeg.subarray(0, 2),
    Uint8Array.of(0xff, 0xfe, 0, EVIL.length + 2),
    ascii(EVIL),
    jpeg.subarray(2),
  ]),
  webp: (() => {
    const odd = EVIL.length % 2;
    const chunk = [ascii('EXIF'), Uint8Array.of(EVIL.length, 0, 0, 0), ascii(EVIL), new Uint8Array(odd)];
    const whole = joined([webp, ...chunk]);
    whole[4] = whole.length - 8;
    return whole;
  })(),
};

describe('pictures', () => {
  test.each([
    ['PNG', png, 'image/png', 'png'],
    ['JPEG', jpeg, 'image/jpeg', 'jpg'],
    ['WebP', webp, 'image/webp', 'webp'],
  ])('a %s stays what it is', (_, bytes, mime_type, extension) => {
    expect(readPicture(bytes)).toEqual({ bytes, mime_type, extension, width: 3, height: 2 });
  });

  test.each([
    ['a note in a PNG', noted.png, png],
    ['a comment in a JPEG', noted.jpeg, jpeg],
    ['EXIF in a WebP', noted.webp, webp],
    ['a page behind a PNG', joined([png, ascii(`<html>${EVIL}`)]), png],
    ['a page behind a JPEG', joined([jpeg, ascii(`<html>${EVIL}`)]), jpeg],
    ['a page behind a WebP', joined([webp, ascii(`<html>${EVIL}`)]), webp],
  ])('A68: %s is gone', (_, bytes, clean) => {
    expect(latin(bytes)).toContain(EVIL);
    expect(readPicture(bytes)?.bytes).toEqual(clean);
  });

  const asWide = (width: number) => {
    const bytes = png.slice();
    viewOf(bytes).setUint32(16, width);
    viewOf(bytes).setUint32(29, crc32(bytes.subarray(12, 29)));
    return bytes;
  };
  const changed = png.slice();
  viewOf(changed).setUint32(16, 2);
  test('the control: a PNG of 4096 pixels', () => expect(readPicture(asWide(4096))?.width).toBe(4096));

  test.each([
    ['a page', ascii(`<!doctype html>${EVIL}`)],
    ['an SVG', ascii(`<svg xmlns="http://www.w3.org/2000/svg">${EVIL}</svg>`)],
    ['a GIF', ascii(`GIF89a/*${EVIL}*/`)],
    ['nothing', new Uint8Array(0)],
    ['the signature of a PNG alone', png.subarray(0, 8)],
    ['a PNG without its end', png.subarray(0, -12)],
    ['a PNG that draws nothing', joined([png.subarray(0, 33), png.subarray(-12)])],
    ['a PNG of 4097 pixels', asWide(4097)],
    ['a PNG whose check sum is not that of its head', changed],
    ['a JPEG without its end', jpeg.subarray(0, -2)],
    ['a WebP without its end', webp.subarray(0, -3)],
  ])('A68: %s is none', (_, bytes) => expect(readPicture(bytes)).toBeUndefined());

  test('however it is torn or changed, it is read or refused, and nothing throws', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(png, jpeg, webp),
        fc.array(fc.tuple(fc.nat(300), fc.nat(255)), { maxLength: 8 }),
        fc.nat(300),
        (picture, changes, length) => {
          const bytes = picture.slice(0, length);
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          const read = readPicture(bytes);
          // What came out once comes out the same again.
          if (read) expect(readPicture(read.bytes)).toEqual(read);
        },
      ),
    );
  });
});

test.each([
  ['logo.png', '/files/media/public/logo.png'],
  [' logo.png ', '/files/media/public/logo.png'],
  ['https://corp.test/logo.png', 'https://corp.test/logo.png'],
  ['/static/logo.svg', '/static/logo.svg'],
  ['../secret.png', '../secret.png'],
  ['logo.svg', 'logo.svg'],
  ['', ''],
  [null, ''],
])('the picture %j is at %j', (value, address) => expect(mediaAddress(value)).toBe(address));
