import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Account, type TestPostern, testPostern } from '../../../test/postern.ts';

let postern: TestPostern;
let ada: Account;
let application: string;
let policy: string;

const DE = { 'accept-language': 'de-DE,de;q=0.9,en;q=0.8' };
const made = async (path: string, body: object) => {
  const answer = await postern.call('POST', path, { body });
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body.pk;
};
const types = async (headers: Readonly<Record<string, string>>) =>
  (await postern.call('GET', '/policies/all/types/', { headers })).body.find(
    ({ component }: { component: string }) => component === 'ak-policy-geoip-form',
  );

beforeAll(async () => {
  postern = await testPostern();
  ada = await postern.account('ada', { attributes: { settings: { locale: 'de-AT' } } });
  application = await made('/core/applications/', { name: 'Wiki', slug: 'wiki' });
  policy = await made('/policies/dummy/', { name: 'Dummy', result: false, wait_min: 0, wait_max: 0 });
  const group = await made('/core/groups/', { name: 'Policy' });
  await made('/policies/bindings/', { target: application, group, order: 1 });
  await made('/policies/bindings/', { target: application, policy, order: 2 });
});
afterAll(() => postern.end());

describe('the language of an answer', () => {
  test.each<[string, Readonly<Record<string, string>>, () => Account, string]>([
    ['nothing is said: English, as ever', {}, () => ada, 'Countries'],
    ['any language will do: English', { 'accept-language': '*' }, () => ada, 'Countries'],
    ['German is wanted', DE, () => postern.admin, 'Länder'],
    ['English is wanted, whatever the person has set', { 'accept-language': 'en' }, () => ada, 'Countries'],
    ['none of ours is wanted: as the person has set', { 'accept-language': 'fr' }, () => ada, 'Länder'],
    [
      'none of ours is wanted, and nothing is set',
      { 'accept-language': 'fr' },
      () => postern.admin,
      'Countries',
    ],
  ])('%s', async (_, headers, who, title) => {
    const { body } = await postern.call('GET', '/policies/all/types/', { headers, token: who().token });
    const geoip = body.find(({ component }: { component: string }) => component === 'ak-policy-geoip-form');
    expect(geoip.schema.properties.countries.title).toBe(title);
  });

  test('none of ours is wanted, and the brand has one', async () => {
    const { body: brands } = await postern.call('GET', '/core/brands/');
    const [brand] =
      brands.results.length > 0
        ? brands.results
        : [
            await postern
              .call('POST', '/core/brands/', { body: { domain: 'corp.test', default: true } })
              .then(({ body }) => body),
          ];
    const path = `/core/brands/${brand.brand_uuid}/`;
    await postern.call('PATCH', path, { body: { attributes: { settings: { locale: 'de' } } } });
    expect((await types({ 'accept-language': 'fr' })).name).toBe('Orts-Richtlinie');
    expect((await types({})).name).toBe('GeoIP Policy');
    expect((await postern.call('GET', '/core/brands/current/')).body.default_locale).toBe('de');
    await postern.call('PATCH', path, { body: { attributes: {} } });
  });

  test('only words are said otherwise: names of fields and all values stay', async () => {
    const [english, german] = [await types({}), await types(DE)];
    const bare = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(bare)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .filter(
                  ([key, part]) =>
                    !(['title', 'description', 'labels'].includes(key) && typeof part !== 'object'),
                )
                .map(([key, part]) => [key, bare(part)]),
            )
          : value;
    expect(bare({ ...german.schema })).toEqual(bare({ ...english.schema }));
    expect(german).toMatchObject({ component: english.component, path: english.path });
  });

  test('the description of the API stays English', async () => {
    const english = await postern.call('GET', '/api/v3/schema/');
    const german = await postern.call('GET', '/api/v3/schema/', { headers: DE });
    expect(german.body).toEqual(english.body);
  });

  test('a cache keeps both apart, and either tag lets a change pass', async () => {
    const path = `/policies/dummy/${policy}/`;
    const english = await postern.call('GET', path);
    const german = await postern.call('GET', path, { headers: DE });
    expect(german.headers).toMatchObject({ vary: 'Accept-Language', 'content-language': 'de' });
    expect(german.body).toMatchObject({ name: 'Dummy', verbose_name: 'Platzhalter-Richtlinie' });
    expect(german.headers.etag).not.toBe(english.headers.etag);
    const again = await postern.call('GET', path, {
      headers: { ...DE, 'if-none-match': String(german.headers.etag) },
    });
    expect(again.status).toBe(304);
    const stale = await postern.call('PATCH', path, {
      body: { wait_max: 0 },
      headers: { 'if-match': '"other.de"' },
    });
    expect(stale.status).toBe(412);
    for (const wanted of [{}, DE]) {
      const { headers } = await postern.call('GET', path, { headers: wanted });
      const changed = await postern.call('PATCH', path, {
        body: { wait_max: 0 },
        headers: { 'if-match': String(headers.etag) },
      });
      expect(changed.status).toBe(200);
    }
  });
});

describe('what is said', () => {
  test('errors at their fields, and problems', async () => {
    const wrong = await postern.call('POST', '/policies/geoip/', {
      body: { countries: ['ZZ'], colour: 1 },
      headers: DE,
    });
    expect(wrong.status).toBe(400);
    expect(wrong.body).toMatchObject({
      code: 'invalid',
      name: ['Bitte füllen Sie dieses Feld aus.'],
      colour: ['Ein solches Feld gibt es nicht.'],
    });
    const gone = await postern.call('GET', '/policies/geoip/7a0f4b5e-38c6-4f0c-8a33-4c2c6a8a8a11/', {
      headers: DE,
    });
    expect(gone.body).toEqual({ detail: 'Dieses Objekt gibt es nicht.', code: 'not_found' });
    const taken = await postern.call('POST', '/core/groups/', { body: { name: 'Policy' }, headers: DE });
    expect(Object.values(taken.body).flat().join(' ')).toContain('Gruppe mit demselben Wert im Feld „Name“');
  });

  test('a decision, its trace and its log; names stay as they are', async () => {
    const { body } = await postern.call('POST', '/policies/explain/', {
      body: { target: application, user: ada.pk },
      headers: DE,
    });
    expect(body.explanation).toEqual([
      'Ist kein Mitglied der Gruppe „Policy“: besteht nicht.',
      'Die Richtlinie „Dummy“ besteht nicht (Platzhalter).',
      'Eine Bindung, die besteht, reicht, aber es gibt keine.',
    ]);
    expect(body.messages).toContain('Sie sind in keiner Gruppe, die Zugang hat.');
    expect(body.trace[1]).toMatchObject({ subject: { label: 'Dummy' }, messages: ['Platzhalter'] });
    const { body: who } = await postern.call('GET', `/policies/who/?target=${application}`, { headers: DE });
    expect(who.results[0].because).toBe(
      'Besteht nicht: ist kein Mitglied der Gruppe „Policy“, und die Richtlinie „Dummy“ besteht nicht (Platzhalter).',
    );
  });

  test('kinds, actions and permissions', async () => {
    const { body: actions } = await postern.call('GET', '/events/events/actions/', { headers: DE });
    expect(actions[0]).toMatchObject({ name: 'login', description: 'Eine Person hat sich angemeldet' });
    const { body: permissions } = await postern.call('GET', '/rbac/permissions/?codename=view_user', {
      headers: DE,
    });
    expect(permissions.results[0]).toMatchObject({ codename: 'view_user', name: 'Benutzer: sehen' });
  });

  test('pages without a script', async () => {
    const read = async (headers: Readonly<Record<string, string>>) => {
      const url = '/application/o/authorize/?client_id=none';
      const { body } = await postern.server.inject({ url, headers: { host: 'localhost:9000', ...headers } });
      return body;
    };
    const german = await read(DE);
    expect(german).toContain('<html lang="de">');
    expect(german).toContain('Unbekannte Anwendung');
    expect(await read({})).toContain('Unknown application');
  });
});
