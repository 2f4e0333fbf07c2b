import { expect, test } from 'vitest';
import { z } from 'zod';
import { notificationRule, notificationTransport } from '../../../core/event/notification-models.ts';
import { RULE, TRANSPORT } from './schemas.ts';

/** The one template there is: nobody has a choice. */
const FIXED = new Set(['email_template']);

test.each([
  ['rule', notificationRule.fields, RULE],
  ['transport', notificationTransport.fields, TRANSPORT],
])('the form of a %s has the fields, the choices and the defaults that the API has', (_, fields, form) => {
  const { properties = {}, required = [] } = z.toJSONSchema(fields, { io: 'input' });
  const plain = (all: object) =>
    Object.fromEntries(
      Object.entries(all)
        .filter(([name]) => !FIXED.has(name))
        .map(([name, { enum: choices, default: start, ref, items }]) => [
          name,
          { choices: choices?.toSorted(), start, ref: ref ?? items?.ref },
        ]),
    );
  expect(plain(form.properties)).toEqual(plain(properties));
  expect(form.required).toEqual(required);
});
