import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDemo } from '../../examples/demo-client/demo.ts';
import { readSettings } from '../../examples/demo-client/settings.ts';
import type { Row } from '../../src/core/model/model.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import { Browser } from '../oidc/browser.ts';
import { aClient, type TestClient } from '../oidc/client.ts';
import { type Furniture, furnish, type Rig, startRig } from '../oidc/rig.ts';

describe('the demo client', () => {
  let held: TestDatabase;
  let rig: Rig;
  let furniture: Furniture;
  let ada: Row;
  const undo: (() => void)[] = [];

  beforeAll(async () => {
    held = await testDatabase();
    rig = await startRig(held.database);
    furniture = await furnish(rig);
    ada = await rig.add('authentik_core.user', {
      username: 'ada',
      name: 'Ada <Lovelace>',
      email: 'ada@corp.test',
    });
  });
  afterAll(async () => {
    for (const step of undo) step();
    await rig.close();
    await held.drop();
  });

  const settings = (client: TestClient, more: readonly string[] = []) =>
    readSettings(['--issuer', client.issuer, '--client-id', client.client_id, '--port', '0', ...more], {
      DEMO_CLIENT_SECRET: client.client_secret,
    });

  async function started(more: readonly string[] = []) {
    const client = await aClient(rig, furniture);
    const { server, origin } = await startDemo(settings(client, more));
    undo.push(() => server.close());
    await rig.change('authentik_providers_oauth2.oauth2provider', client.provider.pk, {
      redirect_uris: [
        { matching_mode: 'strict', url: `${origin}/callback`, redirect_uri_type: 'authorization' },
        { matching_mode: 'strict', url: `${origin}/`, redirect_uri_type: 'logout' },
      ],
    });
    let cookie = '';
    const open = async (path: string | URL) => {
      const response = await fetch(new URL(path, origin), { redirect: 'manual', headers: { cookie } });
      cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
      return response;
    };
    return { client, origin, open };
  }

  test('signs somebody in, shows the claims, refreshes, signs out', async () => {
    const demo = await started(['--scope', 'openid profile email offline_access']);
    const browser = new Browser(rig);
    await browser.signIn(ada);
    expect(await (await demo.open('/')).text()).toContain('You are not signed in');
    const login = await demo.open('/login');
    let { url } = await browser.follow(login.headers.get('location') ?? '');
    const shown = await browser.look(url); // offline access asks for consent
    ({ url } = await browser.follow(String((await browser.answer(url, { token: shown.token })).to)));
    expect(url.origin).toBe(demo.origin);
    const back = await demo.open(url);
    expect([back.headers.get('location'), await back.text()]).toEqual(['/', '']);
    const page = await (await demo.open('/')).text();
    expect(page).toContain('ada@corp.test');
    expect(page).toContain('Ada &lt;Lovelace&gt;');
    expect((await demo.open('/refresh')).status).toBe(303);
    const logout = await demo.open('/logout');
    const bye = await browser.follow(logout.headers.get('location') ?? '');
    expect(bye.url.href).toBe(`${demo.origin}/`);
    expect(await (await demo.open('/')).text()).toContain('You are not signed in');
  });

  test('shows the error that it was sent', async () => {
    const demo = await started();
    await demo.open('/login');
    const page = await (await demo.open('/callback?error=access_denied&error_description=no')).text();
    expect(page).toContain('That did not work');
  });

  test('is started by one command, and says what it lacks', async () => {
    const child = spawn(process.execPath, ['examples/demo-client/main.ts', '--port', '0'], { stdio: 'pipe' });
    let told = '';
    child.stderr.on('data', (chunk) => {
      told += chunk;
    });
    const [code] = await once(child, 'exit');
    expect(code).toBe(1);
    expect(told).toContain('Say where the issuer is');
  });
});
