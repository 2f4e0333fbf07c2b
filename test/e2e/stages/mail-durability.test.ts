import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { type MailSink, mailSink } from '../../smtp.ts';
import { type RunningServer, startServer } from '../server.ts';

/** A mail that somebody was promised leaves, although the node that promised it was killed. */
const TOKEN = 'a-token-of-the-mail-test-0123456789-abcdef';
const EMAIL = 'ada@corp.test';

const running: RunningServer[] = [];
const sinks: MailSink[] = [];
afterAll(async () => {
  await Promise.all(running.map((server) => server.stop()));
  await Promise.all(sinks.map((sink) => sink.close()));
});

test('kill -9 between the promise and the mail loses nothing', async () => {
  let open = false;
  let refused = 0;
  const sink = await mailSink({
    // Busy, as mail servers are.
    onMailFrom(_, __, done) {
      if (open) return done();
      refused += 1;
      done(Object.assign(new Error('later'), { responseCode: 451 }));
    },
  });
  sinks.push(sink);
  const folder = mkdtempSync(join(tmpdir(), 'postern-mail-'));
  const env = {
    POSTERN_BOOTSTRAP_TOKEN: TOKEN,
    POSTERN_EMAIL_HOST: '127.0.0.1',
    POSTERN_EMAIL_PORT: String(sink.port),
    POSTERN_EMAIL_FROM: 'postern@corp.test',
  };
  const first = await startServer(env, folder);
  running.push(first);
  const call = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${first.origin}/api/v3${path}`, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    expect(answer.ok, text).toBe(true);
    return text === '' ? undefined : JSON.parse(text);
  };
  const { pk: blueprint } = await call('POST', '/managed/blueprints/', {
    name: 'recovery',
    path: 'examples/recovery.yaml',
  });
  await call('POST', `/managed/blueprints/${blueprint}/apply/`);
  const { pk: user } = await call('POST', '/core/users/', { username: 'ada', name: 'Ada', email: EMAIL });
  const { results } = await call('GET', '/stages/email/?name=default-recovery-email');
  await call('POST', `/core/users/${user}/recovery_email/`, { email_stage: results[0].pk });
  // The mail server has refused it once: now it waits for its next try, which the node does not live to make.
  await vi.waitFor(async () => {
    const tasks = (await call('GET', '/tasks/tasks/')).results;
    expect(tasks).toContainEqual(
      expect.objectContaining({ actor_name: 'send_mail', aggregated_status: 'warning' }),
    );
    expect(refused).toBeGreaterThan(0);
  }, 20_000);
  process.kill(first.pid, 'SIGKILL');
  running.length = 0;
  expect(sink.mails).toEqual([]);

  open = true;
  running.push(await startServer(env, folder));
  await vi.waitFor(() => expect(sink.mails.map(({ to }) => to)).toEqual([[EMAIL]]), {
    timeout: 90_000,
    interval: 200,
  });
}, 120_000);
