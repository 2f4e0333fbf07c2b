import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MailSink, mailSink } from '../../../test/smtp.ts';
import type { MailServer } from '../../core/mail/server.ts';
import type { AllowedDestination } from '../configuration/destinations.ts';
import { guardedMail } from './guarded.ts';

let sink: MailSink;
beforeAll(async () => {
  sink = await mailSink();
});
afterAll(() => sink.close());

const server = (more: Partial<MailServer> = {}): MailServer => ({
  host: 'mail.corp.test',
  port: sink.port,
  username: null,
  password: null,
  use_tls: false,
  use_ssl: false,
  timeout: 2,
  from: '',
  ...more,
});
const send = (allow: readonly AllowedDestination[], more: Partial<MailServer> = {}) =>
  guardedMail({
    allow,
    from: 'postern@corp.test',
    resolver: async (host) => {
      if (host === 'nowhere.test') throw new Error('unknown');
      return [{ address: '127.0.0.1', family: 4 }];
    },
  })(server(more)).send({ to: ['ada@corp.test'], subject: 'Hello', text: 'Hello', id: 'one' });

test('A63: a server in a private network is called only where the operator allowed it', async () => {
  await expect(send([])).rejects.toMatchObject({
    kind: 'invalid',
    message: expect.stringContaining('EGRESS'),
  });
  await expect(send([], { host: '127.0.0.1' })).rejects.toMatchObject({ kind: 'invalid' });
  expect(sink.mails).toEqual([]);
  await send([{ kind: 'host', host: 'mail.corp.test', port: null }]);
  expect(sink.mails).toMatchObject([{ from: 'postern@corp.test', to: ['ada@corp.test'] }]);
  expect(sink.mails[0]?.source).toContain('<one@corp.test>');
  await send([{ kind: 'host', host: 'mail.corp.test', port: null }], { from: 'stage@corp.test' });
  expect(sink.mails.at(-1)?.from).toBe('stage@corp.test');
});

test('a name that nobody knows is worth another try', async () => {
  await expect(send([], { host: 'nowhere.test' })).rejects.toMatchObject({ kind: 'failed' });
});
