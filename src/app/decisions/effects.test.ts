import { describe, expect, test } from 'vitest';
import { silent } from '../../core/log.ts';
import type { MailMessage } from '../../core/mail/port.ts';
import type { Effect } from '../../core/policy/effect.ts';
import { aRequest } from '../../core/testing/policy.ts';
import { recordedEvents, recordedMail } from '../../core/testing/ports.ts';
import { createPerform } from './effects.ts';
import { asked, asking, bound, way, world } from './scene.ts';

const email: Effect = {
  kind: 'email',
  to: ['ada@corp.test'],
  cc: [],
  bcc: ['log@corp.test'],
  subject: 'Hello',
  body: '<b>Hello</b>',
};
const event: Effect = { kind: 'event', action: 'seen', context: { password: 'hunter2', place: 'door' } };

describe('what policies want to happen', () => {
  const wanting = (passing = true) =>
    world([bound('x')], {
      policies: [way('x')],
      types: [asking({ x: () => true }, () => ({ passing, messages: [], reasons: [], effects: [event] }))],
    });

  test.each([
    ['a decision', {}, undefined, 1],
    ['a test', { debug: true }, undefined, 0],
    ['a list', {}, { record: false }, 0],
  ])('%s carries out as many: %j %j %i', async (_title, more, options, count) => {
    const { decisions, performed } = wanting();
    await decisions.decide('app', { ...asked, ...more }, options);
    expect(performed).toHaveLength(count);
  });

  test.each([
    ['lets in', true, 0],
    ['refuses', false, 1],
  ])('a question that repeats one and %s carries out as many: %j %i', async (_title, passing, count) => {
    const { decisions, performed, decisionLog } = wanting(passing);
    const decided = await decisions.decide('app', asked, { perform: 'on_refusal' });
    expect([decided.passing, performed.length, decisionLog.drafts.length]).toEqual([passing, count, 1]);
  });

  test('becomes events of their own name, without secrets', async () => {
    const events = recordedEvents();
    const perform = createPerform({
      events,
      users: { expirePassword: async () => {} },
      mail: recordedMail(),
      log: silent,
    });
    await perform(
      [event, { ...event, action: 'login_failed' }, { ...event, action: 'custom_x' }],
      aRequest(),
    );
    expect(events.emitted.map(({ action }) => action)).toEqual([
      'custom_seen',
      'custom_login_failed',
      'custom_x',
    ]);
    expect(events.emitted[0]?.context).toMatchObject({ place: 'door' });
    expect(JSON.stringify(events.emitted)).not.toContain('hunter2');
  });

  test('what fails is told to the operator, and the next still happens', async () => {
    const [errors, expired]: [string[], number[]] = [[], []];
    const perform = createPerform({
      events: {
        emit: () => {
          throw new Error('full');
        },
      },
      users: {
        expirePassword: async (pk) => {
          expired.push(pk);
        },
      },
      mail: recordedMail(new Error('no server')),
      log: { ...silent, error: (_, text) => errors.push(text) },
    });
    await perform([event, email, { kind: 'expire_password', user: 7 }], aRequest());
    await Promise.resolve();
    expect(expired).toEqual([7]);
    expect(errors).toHaveLength(2);
  });

  test('an e-mail leaves as text, and nobody waits for it', async () => {
    const mail = recordedMail();
    const slow = {
      send: (message: MailMessage) => mail.send(message).then(() => new Promise<void>(() => {})),
    };
    const users = { expirePassword: async () => {} };
    await createPerform({ events: recordedEvents(), users, mail: slow, log: silent })([email], aRequest());
    expect(mail.sent).toEqual([
      { to: ['ada@corp.test'], cc: [], bcc: ['log@corp.test'], subject: 'Hello', text: '<b>Hello</b>' },
    ]);
  });
});
