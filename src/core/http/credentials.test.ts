import fc from 'fast-check';
import { expect, test } from 'vitest';
import { basicAuth, formBody } from './credentials.ts';

const texts = fc.string({ unit: 'grapheme' });

test('credentials read as every other program reads them', () => {
  fc.assert(
    fc.property(texts, texts, (name, password) => {
      const header = basicAuth(name, password);
      expect(header).toBe(`Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`);
    }),
  );
});

test('a form reads as every other program reads it', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), texts, { noNullPrototype: true }), (fields) => {
      expect(Object.fromEntries(new URLSearchParams(formBody(fields)))).toEqual(fields);
    }),
  );
});
