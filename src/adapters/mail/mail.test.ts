import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MailSink, mailSink } from '../../../test/smtp.ts';
import { createMail, type MailSettings } from './mail.ts';

const settings: MailSettings = {
  host: '127.0.0.1',
  port: 25,
  username: null,
  password: null,
  use_tls: false,
  use_ssl: false,
  timeout: 1,
  from: 'Postern <postern@corp.test>',
};
const message = { to: ['ada@corp.test'], subject: 'Hello', text: 'Hello Ada' };

/** Sends by an adapter of its own, and says what became of it. */
async function send(more: Partial<MailSettings>, what: object = {}): Promise<unknown> {
  const mail = createMail({ ...settings, ...more });
  const outcome = await mail.send({ ...message, ...what }).catch((error: unknown) => error);
  await mail.close();
  return outcome;
}

describe('mail over SMTP', () => {
  let sink: MailSink;
  beforeAll(async () => {
    sink = await mailSink();
  });
  afterAll(() => sink.close());

  test('a mail arrives as it was meant', async () => {
    const all = { cc: ['bob@corp.test'], bcc: ['eve@corp.test'], html: '<p>Hello <b>Ada</b></p>' };
    expect(await send({ port: sink.port }, all)).toBeUndefined();
    const mail = sink.mails.at(-1);
    expect(mail?.from).toBe('postern@corp.test');
    expect(mail?.to).toEqual(['ada@corp.test', 'bob@corp.test', 'eve@corp.test']);
    expect(mail?.source).toContain('From: Postern <postern@corp.test>');
    expect(mail?.source).toContain('Subject: Hello');
    expect(mail?.source).toContain('Auto-Submitted: auto-generated');
    expect(mail?.source).toContain('multipart/alternative');
    expect(mail?.source).not.toContain('eve@corp.test');
  });

  test('many mails share a connection', async () => {
    let connections = 0;
    const counting = await mailSink({
      onConnect(_session, done) {
        connections += 1;
        done();
      },
    });
    const mail = createMail({ ...settings, port: counting.port });
    for (let index = 0; index < 5; index++) await mail.send(message);
    await mail.close();
    await counting.close();
    expect(counting.mails).toHaveLength(5);
    expect(connections).toBe(1);
  });

  test.each([
    ['a line break in the subject', { subject: 'Hello\r\nBcc: eve@corp.test' }],
    ['a line feed alone', { subject: 'Hello\nX-Evil: 1' }],
    ['a line break in an address', { to: ['ada@corp.test\r\nBcc: eve@corp.test'] }],
    ['a second address in one', { to: ['ada@corp.test, eve@corp.test'] }],
    ['a name before the address', { to: ['"eve@corp.test" <ada@corp.test>'] }],
    ['an address of a copy', { bcc: ['ada@corp.test>\nRCPT TO:<eve@corp.test'] }],
    ['no recipient', { to: [] }],
    ['too many recipients', { to: Array(101).fill('ada@corp.test') }],
  ])('nothing leaves with %s', async (_title, what) => {
    const before = sink.mails.length;
    expect(await send({ port: sink.port }, what)).toMatchObject({ kind: 'invalid' });
    expect(sink.mails).toHaveLength(before);
  });

  test('no server: it fails and says how to mend that', async () => {
    expect(await send({ host: null })).toMatchObject({
      kind: 'unconfigured',
      message: expect.stringContaining('POSTERN_EMAIL_HOST'),
    });
  });

  test.each([
    ['nobody listens', {}, { port: 1 }, 'could not be reached'],
    [
      'wrong password',
      {
        onAuth: (_: unknown, __: unknown, done: (error: Error) => void) => done(new Error('secret greeting')),
      },
      { username: 'postern', password: 'wrong' },
      'did not take the user name',
    ],
    [
      'a recipient that it does not like',
      { onRcptTo: (_: unknown, __: unknown, done: (error: Error) => void) => done(new Error('no')) },
      {},
      'refused the sender or the recipients',
    ],
    ['no STARTTLS where it is wanted', {}, { use_tls: true }, 'could not be encrypted'],
  ])('%s', async (_title, options, more, sentence) => {
    const strict = await mailSink({ allowInsecureAuth: true, ...options } as never);
    const failure = await send({ port: strict.port, ...more });
    await strict.close();
    expect(failure).toMatchObject({ kind: 'failed', message: expect.stringContaining(sentence) });
    expect((failure as Error).message).not.toContain('secret greeting');
    expect(strict.mails).toEqual([]);
  });

  test('a server that says nothing is given up in time', async () => {
    const silent: Server = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const began = performance.now();
    const { port } = silent.address() as { port: number };
    expect(await send({ port })).toMatchObject({ kind: 'failed' });
    expect(performance.now() - began).toBeLessThan(5_000);
    silent.close();
  });

  test('a sign-in with the right password', async () => {
    const strict = await mailSink({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth({ username, password }, _session, done) {
        if (username === 'postern' && password === 'right') done(null, { user: username });
        else done(new Error('no'));
      },
    });
    expect(await send({ port: strict.port, username: 'postern', password: 'right' })).toBeUndefined();
    expect(strict.mails).toHaveLength(1);
    await strict.close();
  });
});
