import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../core/catalogue.ts';
import type { EventRecord } from '../../core/event/store.ts';
import { MailFailure } from '../../core/mail/port.ts';
import type { EgressRequest, EgressResponse } from '../../core/ports.ts';
import { aUser, NOON } from '../../core/testing/policy.ts';
import { fixedClock, recordedEvents, recordedMail, scriptedSandbox } from '../../core/testing/ports.ts';
import { memoryReplica } from '../../core/testing/replica.ts';
import { tellingMail } from '../mail/telling.ts';
import { createDelivering } from './delivering.ts';
import { bodyOf, linkOf, mailOf, slackBody, subjectOf, type Telling } from './message.ts';
import { transportRow } from './scene.ts';

const anEvent = (more: Partial<EventRecord> = {}): EventRecord => ({
  pk: 'e1',
  action: 'login_failed',
  app: 'postern.flows',
  user: { pk: 7, username: 'mallory', email: 'mallory@corp.test' },
  context: {},
  client_ip: '192.0.2.7',
  brand: {},
  created: '2026-11-24T12:00:00.000Z',
  expires: '2027-11-24T12:00:00.000Z',
  ...more,
});

const telling = (more: Partial<Telling> = {}): Telling => ({
  severity: 'alert',
  body: 'Look here',
  hyperlink: null,
  hyperlink_label: null,
  created: '2026-11-24T12:00:00.000Z',
  user: aUser(),
  event: anEvent(),
  ...more,
});

describe('the words', () => {
  test.each<[string, Partial<EventRecord>, string]>([
    ['its own message', { context: { message: 'The mapping failed.' } }, 'The mapping failed.'],
    ['what happened, and to whom', {}, 'A sign-in failed (mallory)'],
    [
      'of an object',
      { action: 'model_deleted', context: { model: { model_name: 'group', name: 'staff' } }, user: {} },
      'An object was deleted: group "staff"',
    ],
    ['of a custom action', { action: 'custom_door_open', user: {} }, 'door open'],
    ['never longer than anybody reads', { context: { message: 'x'.repeat(9_000) } }, `${'x'.repeat(1_999)}…`],
  ])('an event says %s', (_title, more, body) => expect(bodyOf(anEvent(more))).toBe(body));

  test.each([
    ['https://wiki.test/a', 'https://wiki.test/a'],
    ['javascript:alert(1)', null],
    ['//evil.test', null],
    ['https://a b', null],
    [7, null],
  ])('the link %o becomes %o', (hyperlink, expected) => {
    expect(linkOf({ context: { hyperlink } }).hyperlink).toBe(expected);
  });

  test('a subject is one line of bounded length', () => {
    expect(subjectOf('Postern: ', 'a\r\nBcc: eve@corp.test')).toBe('Postern: a Bcc: eve@corp.test');
    expect(subjectOf('', 'y'.repeat(999))).toHaveLength(200);
    expect(subjectOf('', 'Zoë – 100 % ☕')).toBe('Zoë – 100 % ☕');
  });

  test('no name in a subject keeps its mail from leaving: a subject never has a control character', () => {
    const unit = fc.integer({ min: 0, max: 0x2ff }).map((code) => String.fromCodePoint(code));
    fc.assert(
      fc.property(fc.string({ unit }), (name) => {
        expect(subjectOf('', `a${name}\u0085`)).not.toMatch(/\p{Cc}/u);
      }),
    );
  });

  test('nothing in a mail or at Slack becomes markup', () => {
    const evil = telling({
      body: '<img src=x onerror=alert(1)> & <!channel>',
      hyperlink: 'https://a.test/"><script>',
      user: aUser({ name: '<b>Ada</b>' }),
    });
    const { html, text } = mailOf(evil, 'https://id.corp.test');
    expect(html).not.toMatch(/<(img|script|b>)/);
    expect(html).toContain('&lt;img src=x');
    expect(text).toContain('<img src=x');
    expect(JSON.stringify(slackBody(evil))).not.toContain('<');
  });

  test('A3: without a public address, a mail has no link to Postern', () => {
    expect(mailOf(telling(), null).text).not.toContain('/if/user/');
    expect(mailOf(telling(), 'https://id.corp.test').text).toContain('https://id.corp.test/if/user/');
  });
});

function scene(answer: EgressResponse = { status: 204, headers: {}, body: '' }, mail = recordedMail()) {
  const all = catalogue({ policies: [], stages: [], sources: [], providers: [] });
  const events = recordedEvents();
  const requests: EgressRequest[] = [];
  const people = new Map([
    [1, aUser()],
    [2, aUser({ pk: 2, email: '' })],
    [3, aUser({ pk: 3, is_active: false })],
  ]);
  const row = (user: number) => ({ pk: `n${user}`, user, severity: 'notice', body: 'Look', event: 'e1' });
  const replica = memoryReplica({
    notification_transports: [
      transportRow('e', { mode: 'email', email_subject_prefix: 'P: ' }),
      transportRow('w', { mode: 'webhook', webhook_url: 'https://hooks.test/secret-path' }),
      transportRow('c', { mode: 'webhook', webhook_url: 'https://hooks.test/', webhook_ca: 'pair' }),
      transportRow('lost', { mode: 'webhook', webhook_url: 'https://hooks.test/', webhook_ca: 'gone' }),
    ],
    certificate_key_pairs: [{ pk: 'pair', certificate_data: 'PEM', key_data: 'private' }],
  });
  const delivering = createDelivering({
    catalogue: all,
    replica,
    objects: {
      async find(model, { pk }) {
        if (model.table === 'events') return { ...anEvent() };
        return [1, 2, 3, 4].map(row).find((one) => one.pk === pk);
      },
      insert: async () => ({ pk: 'new' }),
    },
    user: (pk) => people.get(pk),
    mail,
    egress: {
      async request(request) {
        requests.push(request);
        return answer;
      },
    },
    sandbox: scriptedSandbox({}),
    events,
    clock: fixedClock(NOON),
    origin: null,
  });
  const deliver = (notification: string, transport: string, last = false) =>
    delivering.deliver({ notification, transport }, { last });
  return { deliver, events, requests, mail };
}

describe('deliveries', () => {
  test('a mail and a webhook', async () => {
    const { deliver, mail, requests, events } = scene();
    await deliver('n1', 'e');
    await deliver('n1', 'w');
    expect(mail.sent).toMatchObject([{ to: ['ada@corp.test'], subject: 'P: Look' }]);
    expect(requests).toMatchObject([{ method: 'POST', url: 'https://hooks.test/secret-path' }]);
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      body: 'Look',
      severity: 'notice',
      user_email: 'ada@corp.test',
      user_username: 'ada',
      event_user_email: 'mallory@corp.test',
      event_user_username: 'mallory',
    });
    expect(events.emitted).toEqual([]);
  });

  test.each([
    ['the notification is gone', 'n9', 'e'],
    ['the transport is gone', 'n1', 'gone'],
    ['the person is gone', 'n4', 'e'],
    ['the person was deactivated', 'n3', 'e'],
    ['the person has no address', 'n2', 'e'],
  ])('nothing is sent, and nobody tries again, where %s', async (_title, notification, transport) => {
    const { deliver, mail, requests } = scene();
    await deliver(notification, transport);
    expect([...mail.sent, ...requests]).toEqual([]);
  });

  test.each<[string, EgressResponse]>([
    ['a refusal of the gate', { refused: 'private' }],
    ['no answer', { failed: 'late' }],
    ['a redirect that was not followed', { status: 304, headers: {}, body: '' }],
    ['a wrong status', { status: 500, headers: {}, body: 'secret' }],
  ])('%s is tried again; only the last try is told, without the address', async (_title, answer) => {
    const { deliver, events } = scene(answer);
    await expect(deliver('n1', 'w')).rejects.toThrow(/webhook/);
    expect(events.emitted).toEqual([]);
    await expect(deliver('n1', 'w', true)).rejects.toThrow(/webhook/);
    expect(events.emitted).toMatchObject([{ action: 'system_task_exception', app: 'postern.notifications' }]);
    expect(JSON.stringify(events.emitted)).not.toMatch(/secret/);
  });

  test('the certificate of a webhook goes with the request; without it, none is sent', async () => {
    const { deliver, requests } = scene();
    await deliver('n1', 'c');
    expect(requests).toMatchObject([{ ca: 'PEM' }]);
    await expect(deliver('n1', 'lost')).rejects.toThrow(/certificate/);
    expect(requests).toHaveLength(1);
  });

  test('a mail that may not be sent is given up at once', async () => {
    const { deliver, events } = scene(
      undefined,
      recordedMail(new MailFailure('invalid', 'No plain address.')),
    );
    await deliver('n1', 'e');
    expect(events.emitted).toMatchObject([{ action: 'system_task_exception' }]);
  });

  test('without a mail server a delivery ends at once, and the mail port alone tells of it, once', async () => {
    const told = recordedEvents();
    const mail = tellingMail({
      mail: recordedMail(new MailFailure('unconfigured', 'Postern has no mail server.')),
      events: told,
      clock: fixedClock(NOON),
      app: 'postern.test',
    });
    const { deliver, events } = scene(undefined, { ...recordedMail(), send: mail.send });
    for (const last of [false, false, true]) await deliver('n1', 'e', last);
    expect(events.emitted).toEqual([]);
    expect(told.emitted).toMatchObject([{ action: 'configuration_error' }]);
  });

  test('the negative control: a mail server that fails is tried again', async () => {
    const { deliver, events } = scene(undefined, recordedMail(new MailFailure('failed', 'It is busy.')));
    await expect(deliver('n1', 'e')).rejects.toThrow('It is busy.');
    expect(events.emitted).toEqual([]);
    await expect(deliver('n1', 'e', true)).rejects.toThrow('It is busy.');
    expect(events.emitted).toMatchObject([{ action: 'system_task_exception' }]);
  });

  test('mail that cannot leave says so, and at most once an hour', async () => {
    const clock = fixedClock(NOON);
    const events = recordedEvents();
    const mail = tellingMail({
      mail: recordedMail(new MailFailure('unconfigured', 'Postern has no mail server.')),
      events,
      clock,
      app: 'postern.test',
    });
    const message = { to: ['a@b.test'], subject: 's', text: 't' };
    for (let count = 0; count < 3; count++)
      await expect(mail.send(message)).rejects.toThrow('no mail server');
    expect(events.emitted).toMatchObject([
      { action: 'configuration_error', context: { message: 'Postern has no mail server.' } },
    ]);
    clock.advance(3_600_000);
    await expect(mail.send(message)).rejects.toThrow();
    expect(events.emitted).toHaveLength(2);
  });

  test('mail that left is told without what it says', async () => {
    const events = recordedEvents();
    const mail = tellingMail({ mail: recordedMail(), events, clock: fixedClock(), app: 'postern.test' });
    await mail.send({ to: ['a@b.test'], subject: 'Your link', text: 'https://id.test/?token=abc' });
    expect(events.emitted).toMatchObject([{ action: 'email_sent', context: { subject: 'Your link' } }]);
    expect(JSON.stringify(events.emitted)).not.toContain('abc');
  });
});
