import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';

let postern: TestPostern;
beforeAll(async () => {
  postern = await testPostern();
  await postern.firstStart.instances.sync();
});
afterAll(() => postern.end());

/** Whatever a sign-in in a popup leads through keeps the application's hold of it; nothing else does. */
test.each([
  ['/if/flow/default-authentication-flow/', 'unsafe-none'],
  ['/flows/-/default/authentication/?next=%2F', 'unsafe-none'],
  ['/flows/-/default/invalidation/', 'unsafe-none'],
  ['/flows/-/cancel/', 'unsafe-none'],
  ['/flows/-/configure/00000000-0000-4000-8000-000000000000/', 'unsafe-none'],
  ['/application/o/authorize/?client_id=nobody', 'unsafe-none'],
  ['/application/o/nobody/end-session/', 'unsafe-none'],
  ['/source/oauth/login/nobody/', 'unsafe-none'],
  ['/source/oauth/callback/nobody/?code=x&state=y', 'unsafe-none'],
  ['/', 'same-origin'],
  ['/if/user/', 'same-origin'],
  ['/setup/nothing/', 'same-origin'],
  ['/api/v3/root/config/', 'same-origin'],
  ['/nothing-here/', 'same-origin'],
])('%s answers with the opener policy %s', async (path, policy) => {
  const answer = await postern.server.inject({ url: path, headers: { host: 'localhost:9000' } });
  expect(answer.headers['cross-origin-opener-policy']).toBe(policy);
  // Held is not framed: that stays for our own pages.
  expect(answer.headers['x-frame-options']).toBe('SAMEORIGIN');
});
