import { z } from 'zod';
import type { FieldMeta } from './model.ts';

/** Building stones of schemas: the same field is written the same way everywhere. */

export const slug = () =>
  z
    .string()
    .min(1)
    .max(255)
    .regex(/^[-a-zA-Z0-9_]+$/, 'Use only letters, digits, hyphens and underscores.');

export const int32 = () => z.int().min(-2147483648).max(2147483647);

export const uint31 = () => z.int().min(0).max(2147483647);

/** A reference to one object by its uuid, or none. */
export const reference = (model: string, on_delete: NonNullable<FieldMeta['on_delete']> = 'set_null') =>
  z.uuid().nullable().default(null).meta({ ref: model, on_delete });

/** A required reference to one object by its uuid. */
export const required = (model: string, on_delete: NonNullable<FieldMeta['on_delete']> = 'cascade') =>
  z.uuid().meta({ ref: model, on_delete });

/** References to several objects by their uuids; a deleted one leaves the list. */
export const references = (model: string) =>
  z.array(z.uuid().meta({ ref: model, on_delete: 'remove' })).default([]);

/** JSON data that administrators put on users, groups, brands: an object. */
export const attributes = () =>
  z.record(z.string(), z.json()).default({}).meta({ title: 'Attributes', widget: 'json' });

const UNITS: Readonly<Record<string, number>> = {
  microseconds: 1e-6,
  milliseconds: 1e-3,
  seconds: 1,
  minutes: 60,
  hours: 3600,
  days: 86_400,
  weeks: 604_800,
};

/** Seconds of a duration text such as `hours=1;minutes=2` (units microseconds to weeks, floats allowed, `;` or `,`). */
export function seconds(text: string): number {
  let total = 0;
  for (const part of text.split(/[;,]/)) {
    const [unit = '', amount = ''] = part.split('=').map((piece) => piece.trim());
    const factor = UNITS[unit];
    const number = Number(amount);
    if (factor === undefined || amount === '' || !Number.isFinite(number) || number < 0) return Number.NaN;
    total += factor * number;
  }
  return total;
}

export const duration = () =>
  z
    .string()
    .min(1)
    .refine((text) => !Number.isNaN(seconds(text)), 'Write a duration such as "hours=1;minutes=30".')
    .meta({ widget: 'duration' });

export const engineMode = () =>
  z.enum(['all', 'any']).default('any').meta({
    title: 'Policy engine mode',
    description: '"any": one binding that passes is enough; "all": every binding has to pass.',
  });

/** ISO 8601 with offset, or none. */
export const timestamp = () => z.iso.datetime({ offset: true }).nullable().default(null);
