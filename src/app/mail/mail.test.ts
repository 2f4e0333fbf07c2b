import { describe, expect, test } from 'vitest';
import { MailFailure } from '../../core/mail/port.ts';
import type { Letter, Outbox, QueuedMail } from '../../core/mail/posting.ts';
import { mailTemplates } from '../../core/mail/templates.ts';
import type { Row } from '../../core/model/model.ts';
import { fixedClock, recordedEvents, recordedMail, seededRandom } from '../../core/testing/ports.ts';
import { memoryReplica } from '../../core/testing/replica.ts';
import { REQUEST } from '../../core/testing/stage.ts';
import { createPosting } from './posting.ts';
import { createSending } from './sending.ts';
import { createWriting } from './writing.ts';

function memoryOutbox(): Outbox & { readonly kept: Map<string, QueuedMail>; readonly tokens: string[] } {
  const kept = new Map<string, QueuedMail>();
  const tokens: string[] = [];
  return {
    kept,
    tokens,
    async put({ mail, link }) {
      kept.set(mail.pk, mail);
      if (link) tokens.push(link.token);
      return { kept: true };
    },
    find: async (pk) => kept.get(pk),
    async remove(pk) {
      kept.delete(pk);
    },
    adopt: async () => true,
    purge: async () => 0,
  };
}

const brand: Row = {
  pk: 'brand',
  branding_title: 'Corp <b>',
  branding_logo: 'logo.png',
  attributes: { 'postern/colour': '#aa0000', settings: { locale: 'de' } },
};

function scene(
  more: { origin?: string | null; brand?: Row; own?: Parameters<typeof mailTemplates>[0] } = {},
) {
  const outbox = memoryOutbox();
  const events = recordedEvents();
  const clock = fixedClock();
  const posting = createPosting({
    write: createWriting({ templates: mailTemplates(more.own), brand: () => more.brand }),
    outbox,
    events,
    clock,
    random: seededRandom(),
    origin: () => (more.origin === undefined ? 'https://id.corp.test' : more.origin),
  });
  return { posting, outbox, events, clock };
}

const letter = (more: Partial<Letter> = {}): Letter => ({
  template: 'email/password_reset.html',
  subject: '',
  stage: null,
  to: ['ada@corp.test'],
  person: { username: 'ada', name: 'Ada', email: 'ada@corp.test', locale: '' },
  http: { ...REQUEST, host: 'evil.test' },
  lifetime: 1_800,
  link: { slug: 'back', query: { next: '/x?a=1' }, kept: { flow: 'f', user: 1 } },
  ...more,
});

const only = ({ kept }: ReturnType<typeof memoryOutbox>) => [...kept.values()][0];

describe('posting', () => {
  test('A3: the link is built on the configured address, whatever host the request names', async () => {
    const { posting, outbox } = scene();
    expect(await posting.post(letter())).toEqual({ outcome: 'posted' });
    const { message, expires } = only(outbox) ?? {};
    const link = `https://id.corp.test/if/flow/back/?next=%2Fx%3Fa%3D1&flow_token=${outbox.tokens[0]}`;
    expect(message?.text).toContain(link);
    expect(message?.html).toContain(link.replaceAll('&', '&amp;'));
    expect(JSON.stringify(message)).not.toContain('evil.test');
    expect(expires).toBe(Date.parse('2026-01-02T03:34:05Z'));
  });

  test('A3: without a known address nothing is sent, and the operator learns why', async () => {
    const { posting, outbox, events } = scene({ origin: null });
    expect(await posting.post(letter())).toEqual({ outcome: 'unwritten' });
    expect(outbox.kept.size).toBe(0);
    expect(events.emitted).toMatchObject([
      { action: 'configuration_error', context: { message: expect.stringContaining('POSTERN_PUBLIC_URL') } },
    ]);
  });

  test.each([
    ['its reader speaks', 'de-CH', undefined, 'de'],
    ['its brand speaks, where its reader says nothing', '', brand, 'de'],
    ['its reader speaks before that of the brand', 'en', brand, 'en'],
    ['the world speaks, where nobody says anything', '', undefined, 'en'],
  ])('a mail is in the language that %s', async (_, locale, look, language) => {
    const { posting, outbox } = scene(look ? { brand: look } : {});
    await posting.post(letter({ person: { ...letter().person, locale } }));
    expect(only(outbox)?.message?.html).toContain(`<html lang="${language}">`);
  });

  test('it looks like its brand', async () => {
    const { posting, outbox } = scene({ brand });
    await posting.post(letter());
    const html = only(outbox)?.message?.html;
    expect(html).toContain('src="https://id.corp.test/files/media/public/logo.png"');
    expect(html).toContain('alt="Corp &lt;b&gt;"');
    expect(html).toContain('#aa0000');
  });

  test('A2: no name becomes a header, markup or an address to click', async () => {
    const { posting, outbox } = scene();
    const name = 'You won\r\nBcc: eve@corp.test <a href="https://evil.test">www.evil.test</a>';
    await posting.post(letter({ subject: 'For {{ user.name }}', person: { ...letter().person, name } }));
    const { message } = only(outbox) ?? {};
    expect(message?.subject).not.toMatch(/[\r\n]/);
    expect(message?.html).not.toContain('<a href="https://evil');
    expect(`${message?.html}${message?.text}`).not.toContain('evil.test');
    expect(message).toMatchObject({ to: ['ada@corp.test'], bcc: [] });
  });

  test.each([
    ['that nobody wrote', 'nothing', 'There is no mail template "nothing".'],
    ['that is broken', 'broken', 'There is no value "user.password"'],
  ])('a template %s: told, with its name', async (_, template, words) => {
    const own = [{ name: 'broken', title: 'Broken', sources: { en: 'subject: x\n\n{{ user.password }}' } }];
    const { posting, events } = scene({ own });
    expect(await posting.post(letter({ template }))).toEqual({ outcome: 'unwritten' });
    expect(events.emitted).toMatchObject([
      { action: 'configuration_error', context: { template, message: expect.stringContaining(words) } },
    ]);
  });

  test('for nobody it does the same, up to the mail', async () => {
    const { posting, outbox } = scene();
    await posting.post(letter({ to: undefined }));
    expect(only(outbox)).toMatchObject({ message: null });
  });
});

describe('sending', () => {
  const queued = (more: Partial<QueuedMail> = {}): QueuedMail => ({
    pk: 'one',
    message: { to: ['ada@corp.test'], subject: 'Hello', text: 'Hello' },
    stage: null,
    expires: Date.parse('2026-01-02T03:10:00Z'),
    ...more,
  });
  function world(mail: QueuedMail, failure?: Error) {
    const outbox = memoryOutbox();
    outbox.kept.set(mail.pk, mail);
    const [global, own] = [recordedMail(failure), recordedMail(failure)];
    const events = recordedEvents();
    const clock = fixedClock();
    const sending = createSending({
      outbox,
      replica: memoryReplica({
        stages: [
          { pk: 'own', use_global_settings: false, host: 'smtp.corp.test', username: '' },
          { pk: 'global', use_global_settings: true, host: 'smtp.corp.test' },
        ],
      }),
      mail: global,
      mailOf: () => own,
      events,
      clock,
    });
    return { sending, outbox, global, own, events, clock };
  }

  test('a mail that was taken leaves the queue', async () => {
    const { sending, outbox, global } = world(queued());
    await sending.send('one', { last: false });
    expect(global.sent).toMatchObject([{ to: ['ada@corp.test'], id: 'one' }]);
    expect(outbox.kept.size).toBe(0);
    await sending.send('one', { last: false });
    expect(global.sent).toHaveLength(1);
  });

  test.each([
    ['own', 0, 1],
    ['global', 1, 0],
    ['gone', 1, 0],
  ])('the server of the stage %s', async (stage, globals, owns) => {
    const { sending, global, own } = world(queued({ stage }));
    await sending.send('one', { last: false });
    expect([global.sent.length, own.sent.length]).toEqual([globals, owns]);
  });

  test('what has expired is not sent any more, and told', async () => {
    const { sending, outbox, global, events, clock } = world(queued());
    clock.advance(3_600_000);
    await sending.send('one', { last: false });
    expect([global.sent.length, outbox.kept.size]).toEqual([0, 0]);
    expect(events.emitted).toMatchObject([{ action: 'system_task_exception' }]);
  });

  test('what is for nobody goes without a trace', async () => {
    const { sending, outbox, global, events } = world(queued({ message: null }));
    await sending.send('one', { last: false });
    expect([global.sent.length, outbox.kept.size, events.emitted.length]).toEqual([0, 0, 0]);
  });

  test.each([
    ['failed', false, true, 1, 0],
    ['failed', true, true, 0, 1],
    ['invalid', false, false, 0, 1],
    ['unconfigured', false, true, 1, 0],
  ] as const)('a failure that is %s (last try: %s)', async (kind, last, throws, kept, told) => {
    const { sending, outbox, events } = world(queued(), new MailFailure(kind, 'No.'));
    const tried = sending.send('one', { last });
    await (throws ? expect(tried).rejects.toThrow('No.') : tried);
    expect([outbox.kept.size, events.emitted.length]).toEqual([kept, told]);
  });
});
