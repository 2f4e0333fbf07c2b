import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';
import { dressed } from './branding.ts';

const page = (name: string) => readFileSync(new URL(`../web/${name}/index.html`, import.meta.url), 'utf8');
const pages = [{ name: 'flow' }, { name: 'user' }];

const brand = {
  pk: '00000000-0000-4000-8000-000000000001',
  branding_title: 'Corp & Sons',
  branding_logo: '/media/logo.svg',
  branding_favicon: 'https://corp.test/icon.png',
  branding_custom_css: '.card { color: red }',
};

describe.each(pages)('the page $name', ({ name }) => {
  test('arrives in the look of the brand', () => {
    const html = dressed(page(name), brand);
    expect(html).toContain('<title>Corp &amp; Sons</title>');
    expect(html).toContain('<meta name="postern-brand-title" content="Corp &amp; Sons">');
    expect(html).toContain('<meta name="postern-brand-logo" content="/media/logo.svg">');
    expect(html).toContain('<link rel="icon" href="https://corp.test/icon.png">');
    expect(html).toMatch(/<link rel="stylesheet" href="\/static\/brand\/[\w-]+\.css">\n<\/head>/);
    expect(html).not.toContain('color: red');
  });

  test('stays as it is without a brand, and where a brand says nothing', () => {
    const plain = page(name);
    expect(dressed(plain, undefined)).toBe(plain);
    expect(dressed(plain, { pk: brand.pk, branding_title: '', branding_custom_css: ' ' })).toBe(plain);
  });

  test.each([
    '</title><script>alert(1)</script>',
    '"><script>alert(1)</script>',
    "' onload='alert(1)",
    "$&$`$'",
    '</head><body onload=alert(1)>',
  ])('A: %s as title, logo and favicon is text and nothing else', (evil) => {
    const fields = { branding_title: evil, branding_logo: evil, branding_favicon: evil };
    const html = dressed(page(name), { pk: brand.pk, ...fields });
    // Taken out again, what was written in leaves the page as it was: it stands in texts and attributes only.
    const escaped = evil
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;');
    const without = html.replaceAll(escaped, '');
    expect(without.match(/<script/g)).toHaveLength(1);
    expect(without).not.toMatch(/alert|\son\w+=/);
    expect(html.split(escaped)).toHaveLength(5);
  });
});

describe('style sheets of brands', () => {
  let postern: TestPostern;
  let pk: string;
  beforeAll(async () => {
    postern = await testPostern();
    const body = { domain: 'corp.test', default: true, branding_custom_css: brand.branding_custom_css };
    pk = (await postern.call('POST', '/core/brands/', { body })).body.pk;
  });
  afterAll(() => postern.end());

  const sheet = () =>
    /href="(\/static\/brand\/[^"]+)"/.exec(postern.server.dressed(page('flow'), 'corp.test'))?.[1] ?? '';
  const get = (url: string) => postern.server.inject({ url, headers: { host: 'corp.test' } });

  test('are style sheets and nothing else, and can be kept for ever', async () => {
    const answer = await get(sheet());
    expect([answer.statusCode, answer.body]).toEqual([200, '.card { color: red }']);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/css; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });

  test('have another name when they have changed; the old name is not kept', async () => {
    const old = sheet();
    const evil = '</style><script>alert(1)</script>';
    await postern.call('PATCH', `/core/brands/${pk}/`, { body: { branding_custom_css: evil } });
    expect(sheet()).not.toBe(old);
    expect(postern.server.dressed(page('flow'), 'corp.test')).not.toContain('alert');
    const answer = await get(old);
    expect([answer.body, answer.headers['cache-control']]).toEqual([evil, 'no-store']);
    expect(answer.headers['content-type']).toBe('text/css; charset=utf-8');
  });

  test.each([
    '/static/brand/x.css',
    '/static/brand/00000000-0000-4000-8000-000000000000-aaaaaaaaaaaaaaaaaaaaaa.css',
    '/static/brand/..%2f..%2fpackage.json',
  ])('%s is not found', async (url) => expect((await get(url)).statusCode).toBe(404));
});

describe('the default brand', () => {
  let postern: TestPostern;
  beforeAll(async () => {
    postern = await testPostern();
  }, 120_000);
  afterAll(() => postern?.end());
  const create = async (domain: string, fields: object) =>
    (await postern.call('POST', '/core/brands/', { body: { domain, ...fields } })).body.brand_uuid as string;
  const defaults = async () =>
    (await postern.call('GET', '/core/brands/?default=true')).body.results.map(
      ({ domain }: { domain: string }) => domain,
    );

  test('is one at a time: whichever becomes it takes it from the other', async () => {
    const one = await create('one.test', { default: true });
    expect(await defaults()).toEqual(['one.test']);
    const two = await create('two.test', { default: true });
    expect(await defaults()).toEqual(['two.test']);
    await postern.call('PATCH', `/core/brands/${one}/`, { body: { default: true } });
    expect(await defaults()).toEqual(['one.test']);
    await postern.call('PATCH', `/core/brands/${two}/`, { body: { branding_title: 'Two' } });
    expect(await defaults()).toEqual(['one.test']);
  });

  test('is not taken by who may change a single brand only', async () => {
    const own = await create('own.test', {});
    const role = await postern.call('POST', '/rbac/roles/', { body: { name: 'one brand' } });
    await postern.call('POST', `/rbac/permissions/assigned_by_roles/${role.body.pk}/assign/`, {
      body: {
        model: 'authentik_brands.brand',
        object_pk: own,
        permissions: ['authentik_brands.view_brand', 'authentik_brands.change_brand'],
      },
    });
    const { token } = await postern.account('brander', { roles: [role.body.pk] });
    const patch = (body: object) => postern.call('PATCH', `/core/brands/${own}/`, { token, body });
    expect((await patch({ branding_title: 'Own' })).status).toBe(200);
    const { status, body } = await patch({ default: true });
    expect([status, body.default?.[0]]).toEqual([400, expect.stringMatching(/every brand/)]);
    expect(await defaults()).toEqual(['one.test']);
  });
});
