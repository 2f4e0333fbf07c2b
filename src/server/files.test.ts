import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';

/** Three pixels by two. */
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAYAAACddGYaAAAAEklEQVR4AWJiWFX+H4aZGJAAAAAA//8jt+ocAAAABklEQVQDAHiJBmWdj/FDAAAAAElFTkSuQmCC';
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>').toString('base64');
const path = '/admin/file/';

let postern: TestPostern;
beforeAll(async () => {
  postern = await testPostern();
}, 120_000);
afterAll(() => postern?.end());

const upload = (body: unknown) => postern.call('POST', path, { body });

describe('uploaded pictures', () => {
  test('are named by what is in them, listed, read by everybody and deleted', async () => {
    const { status, body } = await upload({ file: PNG });
    expect([status, body]).toEqual([
      200,
      {
        name: expect.stringMatching(/^p[\w-]{21}\.png$/),
        mime_type: 'image/png',
        url: `/files/media/public/${body.name}`,
        themed_urls: null,
        size: 93,
      },
    ]);
    expect((await upload({ file: PNG })).body.name).toBe(body.name);
    expect((await postern.call('GET', `${path}?search=${body.name.slice(2, 9)}`)).body).toEqual([body]);

    const read = await postern.server.inject(body.url);
    expect([read.statusCode, read.rawPayload.toString('base64')]).toEqual([200, PNG]);
    expect(read.headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    const tag = String(read.headers.etag);
    expect(
      (await postern.server.inject({ url: body.url, headers: { 'if-none-match': tag } })).statusCode,
    ).toBe(304);

    expect((await postern.call('DELETE', `${path}?name=${body.name}`)).status).toBe(200);
    expect((await postern.call('DELETE', `${path}?name=${body.name}`)).status).toBe(404);
    expect((await postern.server.inject(body.url)).statusCode).toBe(404);
  });

  test('come as forms too', async () => {
    const data = new FormData();
    data.append('file', new Blob([Buffer.from(PNG, 'base64')], { type: 'text/html' }), 'x.html');
    data.append('name', 'logo.png');
    data.append('usage', 'media');
    const sent = new Response(data);
    const answer = await postern.server.inject({
      method: 'POST',
      url: `/api/v3${path}`,
      headers: {
        authorization: `Bearer ${postern.admin.token}`,
        'content-type': sent.headers.get('content-type') ?? '',
        host: 'localhost:9000',
      },
      payload: Buffer.from(await sent.arrayBuffer()),
    });
    expect([answer.statusCode, answer.json().mime_type]).toEqual([200, 'image/png']);
  });

  test.each([
    ['an SVG', { file: SVG }, 'file', /export it as PNG/],
    ['a name that ends in something else', { file: PNG, name: 'logo.svg' }, 'name', /end the name in \.png/],
    ['a name with a folder', { file: PNG, name: '../logo.png' }, 'name', /Use letters/],
    ['what is no base64', { file: '<svg>' }, 'file', /base64/],
    ['more than a megabyte', { file: 'A'.repeat(1_398_108) }, 'file', /1 MB/],
    ['a report', { file: PNG, usage: 'reports' }, 'usage', /Only pictures/],
  ])('A68: %s is refused in words', async (_, given, field, words) => {
    const { status, body } = await upload(given);
    expect([status, body[field]?.join(' ')]).toEqual([400, expect.stringMatching(words)]);
  });

  test('A68: a name that is taken keeps its picture; the same picture again is fine', async () => {
    const { body } = await upload({ file: PNG, name: 'taken.png' });
    await postern.database.database.pool.query("update files set digest = 'other' where name = 'taken.png'");
    const refused = await upload({ file: PNG, name: 'taken.png' });
    expect([refused.status, refused.body.name?.join(' ')]).toEqual([
      400,
      expect.stringMatching(/another name/),
    ]);
    expect((await upload({ file: PNG, name: 'free.png' })).body).toMatchObject({ size: body.size });
    expect((await upload({ file: PNG, name: 'free.png' })).status).toBe(200);
  });

  test('are shown by what names them, which is said before they are deleted', async () => {
    const { name, url } = (await upload({ file: PNG, name: 'wiki.png' })).body;
    const { body: app } = await postern.call('POST', '/core/applications/', {
      body: { name: 'Wiki', slug: 'wiki', meta_icon: name },
    });
    expect([app.meta_icon, app.meta_icon_url]).toEqual([name, url]);
    expect((await postern.call('GET', `${path}used_by/?name=${name}`)).body).toEqual([
      { app: 'authentik_core', model_name: 'application', pk: app.pk, name: 'Wiki', action: 'left_dangling' },
    ]);
  });

  test('only who may manage them changes them, and who sees nothing learns not what shows them', async () => {
    const role = await postern.call('POST', '/rbac/roles/', { body: { name: 'viewers of pictures' } });
    await postern.call('POST', `/rbac/permissions/assigned_by_roles/${role.body.pk}/assign/`, {
      body: { permissions: ['authentik_rbac.view_media_files'] },
    });
    const { token } = await postern.account('viewer', { roles: [role.body.pk] });
    expect((await postern.call('GET', path, { token })).status).toBe(200);
    expect((await postern.call('POST', path, { token, body: { file: PNG } })).status).toBe(403);
    expect((await postern.call('DELETE', `${path}?name=wiki.png`, { token })).status).toBe(403);
    expect((await postern.call('GET', `${path}used_by/?name=wiki.png`, { token })).body).toEqual([]);
  });
});
