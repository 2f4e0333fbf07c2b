import { globSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { match } from '../../../src/web/admin/address.ts';
import {
  accessibilityFaults,
  type Look,
  looks,
  openPage,
  shiftsOf,
  shoot,
  type WatchedPage,
} from '../browser.ts';
import { type AdminRig, openAdmin } from './rig.ts';

/**
 * A walk over all pages of the admin interface. Each is loaded once and then looked at light, dark and small. A page
 * that is not in the table below fails the test: add its addresses there, and what they need to `furnish`.
 */

/** Addresses below `/if/admin`, under the names of their pictures. */
async function addresses(call: AdminRig['call']): Promise<Readonly<Record<string, string>>> {
  const { application, blueprint, entitlement, group, policy, prompt, provider, request, role, stage, user } =
    await furnish(call);
  const one = async (path: string) => (await call('GET', `${path}?page_size=1`)).results[0];
  const mapping = await one('/propertymappings/all/');
  const brand = await one('/core/brands/');
  const certificate = await one('/crypto/certificatekeypairs/');
  const rule = await one('/events/rules/');
  const transport = await one('/events/transports/');
  const [event] = (await call('GET', '/events/events/?page_size=1')).results;
  return {
    home: '/',
    overview: '/overview/',
    'overview-month': '/overview/?days=30',
    tasks: '/tasks/',
    settings: '/settings/',

    // Applications
    applications: '/applications/',
    application: '/applications/wiki/',
    'application-bindings': '/applications/wiki/bindings/',
    'application-unbound': `/applications/${application}/bindings/`,
    'application-edit': '/applications/wiki/edit/',
    'application-entitlements': '/applications/wiki/entitlements/',
    'application-entitlement': `/applications/wiki/entitlements/${entitlement}/`,
    wizard: '/applications/-/new/',
    providers: '/providers/',
    provider: `/providers/${provider}/`,
    'provider-edit': `/providers/${provider}/edit/`,
    'provider-permissions': `/providers/${provider}/permissions/`,
    'provider-preview': `/providers/${provider}/preview/`,

    // Flows and Stages
    flows: '/flows/',
    'flow-new': '/flows/-/new/',
    flow: '/flows/default-authentication-flow/',
    'flow-edit': '/flows/default-authentication-flow/edit/',
    'flow-inspector': '/flows/default-authentication-flow/inspect/',
    'flow-stages': '/flows/default-authentication-flow/stages/',
    'flow-bindings': '/flows/default-authentication-flow/bindings/',
    stages: '/stages/',
    stage: `/stages/${stage}/`,
    'stage-fields': `/stages/${stage}/fields/`,
    'stage-flows': `/stages/${stage}/flows/`,
    prompts: '/prompts/',
    prompt: `/prompts/${prompt}/`,
    'prompt-new': '/prompts/-/',

    // Directory
    sources: '/sources/',
    source: '/sources/other/',
    'source-edit': '/sources/other/edit/',
    'source-bindings': '/sources/other/bindings/',
    'source-users': '/sources/other/users/',
    'source-groups': '/sources/other/groups/',
    tokens: '/tokens/',
    invitations: '/invitations/',
    users: '/users/',
    user: `/users/${user}/`,
    'user-access': `/users/${user}/access/`,
    'user-groups': `/users/${user}/groups/`,
    'user-sessions': `/users/${user}/sessions/`,
    'user-consents': `/users/${user}/consents/`,
    'user-credentials': `/users/${user}/credentials/`,
    'user-attributes': `/users/${user}/attributes/`,
    'user-events': `/users/${user}/events/`,
    'user-permissions': `/users/${user}/permissions/`,
    groups: '/groups/',
    'groups-tree': '/groups/?view=tree',
    group: `/groups/${group}/`,
    'group-members': `/groups/${group}/members/?members=all`,
    'group-bindings': `/groups/${group}/bindings/`,
    roles: '/roles/',
    role: `/roles/${role}/`,
    'role-objects': `/roles/${role}/objects/`,
    'role-holders': `/roles/${role}/holders/`,
    'initial-permissions': '/initial-permissions/',
    'application-permissions': '/applications/wiki/permissions/',

    // Customization
    policies: '/policies/',
    policy: `/policies/${policy}/`,
    'policy-test': `/policies/${policy}/test/`,
    'policy-uses': `/policies/${policy}/uses/`,
    'policy-history': `/policies/${policy}/history/`,
    reputation: '/reputation/',

    blueprints: '/blueprints/',
    'blueprint-new': '/blueprints/-/',
    blueprint: `/blueprints/${blueprint}/`,

    mappings: '/mappings/',
    mapping: `/mappings/${mapping.pk}/`,
    'mapping-test': `/mappings/${mapping.pk}/test/`,
    'mapping-uses': `/mappings/${mapping.pk}/uses/`,

    // System
    brands: '/brands/',
    brand: `/brands/${brand.brand_uuid}/`,
    'brand-new': '/brands/new/',
    certificates: '/certificates/',
    certificate: `/certificates/${certificate.pk}/`,

    // Events
    events: '/events/',
    'events-by-country': '/events/?view=countries',
    event: `/events/${event.pk}/`,
    decisions: '/decisions/',
    decision: `/decisions/${request}/`,
    'notification-rules': '/notification-rules/',
    'notification-rule': `/notification-rules/${rule.pk}/`,
    'notification-rule-edit': `/notification-rules/${rule.pk}/edit/`,
    'notification-transports': '/notification-transports/',
    'notification-transport': `/notification-transports/${transport.pk}/`,
    'notification-transport-uses': `/notification-transports/${transport.pk}/uses/`,

    unknown: '/nowhere/',
  };
}

/** Something on every page: what the addresses above show, made through the API. */
async function furnish(call: AdminRig['call']) {
  const company = (await call('POST', '/core/groups/', { name: 'Company' })).pk;
  const group = (await call('POST', '/core/groups/', { name: 'Sales', parents: [company] })).pk;
  const user = await rig.person('ada', [group]);

  const flows = (await call('GET', '/flows/instances/?page_size=100')).results;
  const flow = (slug: string) => flows.find((one: { slug: string }) => one.slug === slug)?.pk;
  const provider = await call('POST', '/providers/oauth2/', {
    name: 'Wiki',
    authorization_flow: flow('default-provider-authorization-implicit-consent'),
    invalidation_flow: flow('default-provider-invalidation-flow'),
    redirect_uris: [{ matching_mode: 'strict', url: 'https://wiki.test/callback' }],
  });
  const wiki = await call('POST', '/core/applications/', {
    name: 'Wiki of all',
    slug: 'wiki',
    provider: provider.pk,
  });
  const policy = await call('POST', '/policies/expression/', {
    name: 'Company address',
    expression: 'return true',
  });
  await call('PATCH', `/policies/expression/${policy.pk}/`, {
    expression: 'return request.user.username === "ada"',
  });
  await call('POST', '/policies/bindings/', { target: wiki.pk, group, order: 0 });
  await call('POST', '/policies/bindings/', { target: wiki.pk, policy: policy.pk, order: 10 });
  await call('PATCH', '/core/applications/wiki/', { policy_engine_mode: 'all' });

  const entitlement = await call('POST', '/core/application_entitlements/', { name: 'editor', app: wiki.pk });
  await call('POST', '/policies/bindings/', { target: entitlement.pk, group, order: 0 });

  // Its last binding goes with the policy, so it stays closed until somebody says otherwise.
  const cellar = await call('POST', '/core/applications/', { name: 'Cellar', slug: 'cellar' });
  const doomed = await call('POST', '/policies/dummy/', { name: 'Doomed', wait_min: 0, wait_max: 0 });
  await call('POST', '/policies/bindings/', { target: cellar.pk, policy: doomed.pk, order: 0 });
  await call('DELETE', `/policies/all/${doomed.pk}/`);

  const other = await call('POST', '/sources/oauth/', {
    name: 'Other company',
    slug: 'other',
    provider_type: 'openidconnect',
    consumer_key: 'postern',
    consumer_secret: 'a-secret-of-the-test',
    authorization_url: 'https://login.other.test/authorize',
    access_token_url: 'https://login.other.test/token',
    profile_url: 'https://login.other.test/userinfo',
    oidc_jwks_url: 'https://login.other.test/jwks',
    authentication_flow: flow('default-source-authentication'),
  });
  const [{ results: prompts }, { results: stages }] = await Promise.all([
    call('GET', '/stages/prompt/prompts/?field_key=username'),
    call('GET', '/stages/prompt/stages/?name=default-password-change-prompt'),
  ]);
  // One that has failed: its page shows why.
  const blueprint = await call('POST', '/managed/blueprints/', {
    name: 'Groups',
    content:
      'version: 1\nentries:\n  - model: authentik_core.group\n    state: must_created\n    identifiers: {name: Sales}\n',
  });
  await call('POST', `/managed/blueprints/${blueprint.pk}/apply/`);
  const role = (await call('POST', '/rbac/roles/', { name: 'Help desk' })).pk;
  const assign = `/rbac/permissions/assigned_by_roles/${role}/assign/`;
  await call('POST', assign, { permissions: ['authentik_core.view_user'] });
  for (const [model, object_pk] of [
    ['authentik_core.user', String(user)],
    ['authentik_core.application', wiki.pk],
  ])
    await call('POST', assign, {
      model,
      object_pk,
      permissions: [`authentik_core.change_${model?.split('.')[1]}`],
    });
  await call('POST', `/rbac/roles/${role}/add_user/`, { pk: user });
  const [first] = (await call('GET', '/rbac/permissions/?codename=view_group')).results;
  await call('POST', '/rbac/initial_permissions/', { name: 'Own groups', role, permissions: [first.id] });
  await call('POST', '/core/tokens/', { identifier: 'ada-backup', intent: 'app_password', user });
  await call('POST', '/sources/user_connections/oauth/', { user, source: other.pk, identifier: 'ada-there' });
  return {
    application: cellar.slug,
    blueprint: blueprint.pk,
    entitlement: entitlement.pk,
    group,
    policy: policy.pk,
    prompt: prompts[0].pk,
    provider: provider.pk,
    request: await refusal(rig.page, provider.client_id),
    role,
    stage: stages[0].pk,
    user,
  };
}

/** Whoever is signed in is refused an application; gives the id that the page shows. */
async function refusal(page: Page, client_id: string): Promise<string> {
  const query = new URLSearchParams({
    client_id,
    response_type: 'code',
    scope: 'openid',
    redirect_uri: 'https://wiki.test/callback',
  });
  await page.goto(`${rig.server.origin}/application/o/authorize/?${query}`);
  await page.getByRole('heading', { name: 'Access denied' }).waitFor();
  const shown = (await page.locator('body').textContent()) ?? '';
  return /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(shown)?.[0] ?? '';
}

/** Counts the requests that a page waits for. */
const countRequests = `
  window.awaited = 0;
  const bare = window.fetch;
  window.fetch = async (...asked) => {
    window.awaited++;
    try {
      return await bare(...asked);
    } finally {
      // The answer is read and drawn before the page counts as whole.
      setTimeout(() => window.awaited--, 30);
    }
  };
`;

/** Whether the page has its heading, every answer, and nothing that stands in for what is to come. */
const whole = `!!document.querySelector('main h1, main h2')
  && window.awaited === 0
  && !document.querySelector('main [aria-busy=true], main .mantine-Skeleton-root')`;

/** A change of colours is drawn, and what would fade into it is there. */
const settle = `new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))).then(() => {
  for (const animation of document.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
})`;

let rig: AdminRig;
let table: Readonly<Record<string, string>>;

beforeAll(async () => {
  rig = await openAdmin();
  await rig.signIn(rig.page, 'akadmin');
  table = await addresses(rig.call);
}, 180_000);

afterAll(() => rig?.close());

/** The addresses that the interface knows, as its areas write them down. */
const known = globSync('src/web/admin/*/pages.ts').flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/pattern: '([^']+)'/g)].map(([, pattern = '']) => ({ pattern })),
);

test('every page has an address in the table', () => {
  const seen = new Set(Object.values(table).map((path) => match(known, path)?.found));
  expect(known.length).toBeGreaterThan(15);
  expect(known.filter((page) => !seen.has(page))).toEqual([]);
});

test('every page is drawn, readable and steady, light, dark and small', async () => {
  const left = Object.entries(table);
  const cookies = await rig.page.context().cookies();
  // Two at a time: while one is examined, the server answers the other.
  const walk = async () => {
    const walker = await openPage(rig.browser, 'light');
    await walker.page.context().addCookies(cookies);
    await walker.page.addInitScript(countRequests);
    for (let next = left.shift(); next; next = left.shift()) await examine(walker, ...next);
    await walker.close();
  };
  await Promise.all([walk(), walk()]);
}, 180_000);

async function examine({ page, complaints }: WatchedPage, name: string, path: string) {
  await page.goto(`${rig.server.origin}/if/admin${path}`);
  await expect.poll(() => page.evaluate(whole), { timeout: 20_000 }).toBe(true);
  expect.soft(await page.getByRole('heading', { level: 1 }).count(), `headings of ${name}`).toBe(1);
  expect.soft(await page.locator('[role=alert]').count(), `alerts of ${name}`).toBe(0);
  // Only what moves by itself counts, so it is read before the looks change.
  expect.soft(await shiftsOf(page), `shift of ${name}`).toBeLessThanOrEqual(0.02);
  for (const look of Object.keys(looks) as Look[]) {
    const { viewport, colorScheme } = looks[look];
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await page.evaluate(settle);
    const rules = look === 'dark' ? ['color-contrast', 'link-in-text-block'] : undefined;
    expect.soft(await accessibilityFaults(page, rules), `${name}, ${look}`).toEqual([]);
    expect
      .soft(
        await page.evaluate('document.documentElement.scrollWidth > innerWidth'),
        `${name} overflows, ${look}`,
      )
      .toBe(false);
    await shoot(page, `pages/${name}-${look}`);
  }
  await page.setViewportSize(looks.light.viewport);
  await page.emulateMedia({ colorScheme: looks.light.colorScheme });
  expect.soft(complaints.splice(0), `what the browser says about ${name}`).toEqual([]);
}

test('on a small screen the menu opens, is readable, and closes with Escape', async () => {
  const { page, close } = await openPage(rig.browser, 'mobile');
  await page.context().addCookies(await rig.page.context().cookies());
  await page.goto(`${rig.server.origin}/if/admin/policies/`);
  await page.getByRole('button', { name: 'Open the menu' }).click();
  await page.getByRole('link', { name: 'Users' }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await shoot(page, 'pages/menu-mobile');
  await page.keyboard.press('Escape');
  expect(await page.getByRole('link', { name: 'Users' }).isVisible()).toBe(false);
  await close();
});
