import { afterAll, expect, test } from 'vitest';
import { createSandbox } from './sandbox.ts';

const sandbox = createSandbox();
afterAll(() => sandbox.close());

test.each<[string, 'typescript' | 'python', boolean]>([
  ["return request.user.email.endsWith('@corp.test');", 'typescript', false],
  ["return request.user.username === 'ada' && request.time > 0;", 'typescript', false],
  ["return ak_is_group_member(request.user, { name: 'staff' });", 'typescript', false],
  ["return ak_client_ip.in('10.0.0.0/8');", 'typescript', true],
  ["return context.geoip?.country === 'DE';", 'typescript', true],
  ['return request.http_request !== undefined;', 'typescript', true],
  ["return ak_call_policy('other');", 'typescript', true],
  ['const it = request; return it.user.is_superuser;', 'typescript', false],
  ['return JSON.stringify(request).length > 5;', 'typescript', true],
  ['this is no text', 'typescript', false],
  ['return request.user.email.endswith("@corp.test")', 'python', false],
  ['return ak_client_ip.is_private', 'python', true],
  ['return request.context.get("is_sso", False)', 'python', true],
])('%s (%s) says something beyond the person: %s', async (source, language, wanted) => {
  expect(await sandbox.beyondPerson(source, language)).toBe(wanted);
});
