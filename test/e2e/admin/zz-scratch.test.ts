import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFaults, type Look, looks, shiftsOf } from '../browser.ts';
import { type AdminRig, openAdmin } from './rig.ts';

let rig: AdminRig;
beforeAll(async () => {
  rig = await openAdmin();
  await rig.signIn(rig.page, 'akadmin');
}, 180_000);
afterAll(() => rig?.close());
test('shots', async () => {
  const { page, call } = rig;
  const [prompt] = (await call('GET', '/stages/prompt/prompts/?search=username')).results;
  const stages = (await call('GET', '/stages/all/?page_size=100')).results;
  const ps = stages.find((s: { meta_model_name: string; name: string }) =>
    s.meta_model_name.includes('prompt'),
  );
  const pw = stages.find((s: { meta_model_name: string; name: string }) =>
    s.name.includes('authentication-password'),
  );
  const failing = await call('POST', '/managed/blueprints/', {
    name: 'failing',
    content:
      'version: 1\nentries:\n  - model: authentik_core.group\n    state: must_created\n    identifiers: {name: g}\n',
    enabled: false,
  });
  await call('POST', `/managed/blueprints/${failing.pk}/apply/`);
  await call('POST', `/managed/blueprints/${failing.pk}/apply/`);
  const pages: Record<string, string> = {
    stages: '/stages/',
    stage: `/stages/${pw.pk}/`,
    'stage-fields': `/stages/${ps.pk}/fields/`,
    'stage-flows': `/stages/${ps.pk}/flows/`,
    prompts: '/prompts/',
    prompt: `/prompts/${prompt.pk}/`,
    'prompt-new': '/prompts/-/',
    blueprints: '/blueprints/',
    'blueprint-new': '/blueprints/-/',
    blueprint: `/blueprints/${failing.pk}/`,
    flows: '/flows/',
    flow: '/flows/default-authentication-flow/',
    'flow-edit': '/flows/default-authentication-flow/edit/',
    'flow-inspect': '/flows/default-authentication-flow/inspect/',
    'flow-stages': '/flows/default-authentication-flow/stages/',
  };
  const only = process.env.ONLY?.split(',');
  for (const [name, path] of Object.entries(pages)) {
    if (only && !only.includes(name)) continue;
    await page.goto(`${rig.server.origin}/if/admin${path}`);
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(500);
    console.log(name, 'shift', await shiftsOf(page));
    for (const look of Object.keys(looks) as Look[]) {
      await page.setViewportSize(looks[look].viewport);
      await page.emulateMedia({ colorScheme: looks[look].colorScheme });
      await page.waitForTimeout(150);
      const f = await accessibilityFaults(page);
      if (f.length) console.log(name, look, f);
      if (await page.evaluate('document.documentElement.scrollWidth > innerWidth'))
        console.log(name, look, 'OVERFLOW');
      await page.screenshot({ path: `/tmp/shots-a5/${name}-${look}.png`, fullPage: true });
    }
    await page.setViewportSize(looks.light.viewport);
    await page.emulateMedia({ colorScheme: 'light' });
    if (rig.watched.complaints.length) console.log(name, rig.watched.complaints.splice(0));
  }
  expect(1).toBe(1);
}, 300_000);
