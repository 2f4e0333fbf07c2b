import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPage, shiftsOf, type WatchedPage } from './browser.ts';
import { type BuiltPages, executor, openBuiltPages } from './built-pages.ts';
import { consent, identification, password, prompt } from './flow-pages.challenges.ts';
import type { Answer, Call } from './stand-in.ts';

/** How the flow pages answer: what is sent, how often, and what happens when it goes wrong. */
let pages: BuiltPages;
let watched: WatchedPage;

beforeAll(async () => {
  pages = await openBuiltPages();
});
afterAll(() => pages?.close());

const runOf = (flow: string) => `run-of-${flow}`;

/** Lays down a flow: one challenge after the other, the next one whenever `accepts` takes the answer. */
function lay(
  slug: string,
  challenges: readonly object[],
  accepts: (call: Call) => object | true = () => true,
) {
  let at = 0;
  pages.standIn.on(executor(slug), (call): Answer => {
    const verdict = call.method === 'POST' ? accepts(call) : {};
    if (verdict === true) at += 1;
    const extra = verdict === true ? {} : verdict;
    return { body: { ...challenges[at], run: runOf(slug), execution: `${slug}-${at}`, ...extra } };
  });
}

async function visit(slug: string, query = '') {
  watched = await openPage(pages.browser, 'light');
  await watched.page.goto(`${pages.standIn.url}/if/flow/${slug}/${query}`);
  await watched.page.waitForSelector('h1');
  return watched.page;
}

const callsOf = (slug: string, method?: string) =>
  pages.standIn.calls.filter((call) => call.path === executor(slug) && (!method || call.method === method));

const home = { component: 'xak-flow-redirect', to: '/home/', final_redirect: true };
const wrong = { response_errors: { password: [{ string: 'Invalid password', code: 'invalid' }] } };

describe('the road of a login', () => {
  test('keyboard alone leads from the name to the application, and nothing moves', async () => {
    lay('road', [identification, password, consent, home], ({ body }) =>
      body.component === 'ak-stage-password' && body.password !== 'right one' ? wrong : true,
    );
    const page = await visit('road', '?next=%2Fhome%2F');
    const focused = (): Promise<string> =>
      page.evaluate('document.activeElement.name || document.activeElement.tagName');
    expect(await focused()).toBe('uid_field');
    await page.keyboard.type('jane.okafor');
    await page.keyboard.press('Enter');
    await page.waitForSelector('input[name=password]');
    expect(await page.title()).toBe('Welcome to Corp - Postern');
    expect(await focused()).toBe('password');
    await page.keyboard.type('wrong one');
    await page.keyboard.press('Enter');
    await page.waitForSelector('input[name=password][aria-invalid=true]');
    expect(await focused()).toBe('password');
    expect(await page.inputValue('input[name=password]')).toBe('');
    await page.keyboard.type('right one');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.permissions');
    expect(await focused()).toBe('H1');
    expect(await shiftsOf(page)).toBeLessThanOrEqual(0.02);
    for (const stop of ['Not you?', 'Cancel', 'Allow']) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toBe(stop);
    }
    await page.keyboard.press('Enter');
    await page.waitForURL('**/home/');
    expect(watched.complaints).toEqual([]);
    expect(callsOf('road', 'POST').map(({ body }) => body)).toEqual([
      { component: 'ak-stage-identification', execution: 'road-0', uid_field: 'jane.okafor' },
      { component: 'ak-stage-password', execution: 'road-1', password: 'wrong one' },
      { component: 'ak-stage-password', execution: 'road-1', password: 'right one' },
      { component: 'ak-stage-consent', execution: 'road-2', token: consent.token },
    ]);
    await watched.close();
  });

  test('A14: every call after the first carries the run and the query, and a reload stays in the run', async () => {
    lay('run', [identification, password]);
    const page = await visit('run', '?next=%2Fhome%2F&inspector');
    await page.fill('input[name=uid_field]', 'jane');
    await page.keyboard.press('Enter');
    await page.waitForSelector('input[name=password]');
    await page.reload();
    await page.waitForSelector('input[name=password]');
    const queries = callsOf('run').map(({ method, query }) => [method, query.get('run'), query.get('query')]);
    expect(queries).toEqual([
      ['GET', null, 'next=%2Fhome%2F&inspector'],
      ['POST', runOf('run'), 'next=%2Fhome%2F&inspector'],
      ['GET', runOf('run'), 'next=%2Fhome%2F&inspector'],
    ]);
    await watched.close();
  });

  test('A14: two tabs of one browser keep their own runs', async () => {
    let runs = 0;
    pages.standIn.on(executor('tabs'), ({ query, method }) => {
      const run = query.get('run') ?? `tab-${++runs}`;
      const challenge = method === 'POST' ? password : identification;
      return { body: { ...challenge, run, execution: `${run}-${method}` } };
    });
    const first = await visit('tabs');
    const second = await first.context().newPage();
    await second.goto(first.url());
    for (const page of [second, first]) {
      await page.fill('input[name=uid_field]', 'jane');
      await page.keyboard.press('Enter');
      await page.waitForSelector('input[name=password]');
    }
    const sent = callsOf('tabs', 'POST').map(({ query, body }) => [query.get('run'), body.execution]);
    expect(sent).toEqual([
      ['tab-2', 'tab-2-GET'],
      ['tab-1', 'tab-1-GET'],
    ]);
    await watched.close();
  });

  test('A14: Back from where the flow led goes to before it, not into a login that is over', async () => {
    lay('back', [identification, home]);
    watched = await openPage(pages.browser, 'light');
    const { page } = watched;
    await page.goto(`${pages.standIn.url}/before/`);
    await page.goto(`${pages.standIn.url}/if/flow/back/`);
    await page.fill('input[name=uid_field]', 'jane');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/home/');
    await page.goBack();
    expect(new URL(page.url()).pathname).toBe('/before/');
    await watched.close();
  });

  test('A64: the cross-site token goes along once the server set it', async () => {
    const cookie = { 'Set-Cookie': 'postern_csrf=token-of-this-browser; Path=/; SameSite=Lax' };
    pages.standIn.on(executor('token'), () => ({ body: identification, headers: cookie }));
    lay('no-token', [identification, password]);
    for (const slug of ['token', 'no-token']) {
      const page = await visit(slug);
      await page.fill('input[name=uid_field]', 'jane');
      const answered = page.waitForResponse((response) => response.request().method() === 'POST');
      await page.keyboard.press('Enter');
      await answered;
      await watched.close();
    }
    const header = (slug: string) => callsOf(slug, 'POST').map(({ headers }) => headers['x-postern-csrf']);
    expect(header('token')).toEqual(['token-of-this-browser']);
    expect(header('no-token')).toEqual([undefined]);
  });
});

describe('a form', () => {
  test('A12: left empty it is not sent, and says where; filled in, it is sent as JSON with its own fields alone', async () => {
    lay('empty', [{ ...identification, password_fields: true }, password]);
    const page = await visit('empty');
    await page.keyboard.press('Enter');
    await page.waitForSelector('input[name=uid_field][aria-invalid=true]');
    const described = await page.getAttribute('input[name=uid_field]', 'aria-describedby');
    expect(await page.textContent(`[id="${described}"]`)).toBe('Please fill in this field.');
    expect(callsOf('empty', 'POST')).toEqual([]);
    await page.keyboard.type('jane');
    await page.fill('input[name=password]', ' kept as it is ');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.user-line');
    const [call] = callsOf('empty', 'POST');
    expect(call?.contentType).toBe('application/json');
    expect(Object.keys(call?.body ?? {}).sort()).toEqual(['component', 'execution', 'password', 'uid_field']);
    expect(call?.body.password).toBe(' kept as it is ');
    await watched.close();
  });

  test('is sent once, however often it is pressed', async () => {
    let release = () => {};
    const held = new Promise<void>((done) => {
      release = done;
    });
    pages.standIn.on(executor('once'), async ({ method }) => {
      if (method === 'POST') await held;
      return { body: method === 'POST' ? password : identification };
    });
    const page = await visit('once');
    await page.fill('input[name=uid_field]', 'jane');
    await page.evaluate('for (let i = 0; i < 5; i++) document.forms[0].requestSubmit()');
    await page.keyboard.press('Enter');
    await page.click('button[type=submit]', { force: true });
    await page.waitForSelector('button[aria-disabled=true][data-slow=true]');
    await page.keyboard.press('Enter');
    release();
    await page.waitForSelector('input[name=password]');
    expect(callsOf('once', 'POST')).toHaveLength(1);
    await watched.close();
  });

  test('shows a spinner only after 300 ms, without changing the size of the button', async () => {
    let release = () => {};
    const held = new Promise<void>((done) => {
      release = done;
    });
    pages.standIn.on(executor('slow'), async ({ method }) => {
      if (method === 'POST') await held;
      return { body: method === 'POST' ? password : identification };
    });
    watched = await openPage(pages.browser, 'light');
    const { page } = watched;
    await page.clock.install();
    await page.goto(`${pages.standIn.url}/if/flow/slow/`);
    await page.waitForSelector('h1');
    await page.fill('input[name=uid_field]', 'jane');
    await page.clock.pauseAt(Date.now() + 60_000);
    const before = await page.locator('button[type=submit]').boundingBox();
    await page.keyboard.press('Enter');
    await page.waitForSelector('button[aria-disabled=true]');
    await page.clock.runFor(250);
    expect(await page.locator('.spinner').count()).toBe(0);
    await page.clock.runFor(200);
    await page.waitForSelector('.spinner');
    expect(await page.textContent('p[role=status]')).toBe('One moment');
    expect(await page.locator('button[type=submit]').boundingBox()).toEqual(before);
    release();
    await page.clock.resume();
    await page.waitForSelector('input[name=password]');
    await watched.close();
  });

  test('every type of prompt field is sent as its own kind of value', async () => {
    lay('prompt', [prompt, home]);
    const page = await visit('prompt');
    const fill = (key: string, value: string) => page.fill(`[name="prompt-${key}"]`, value);
    await fill('username', 'jane.okafor');
    await fill('email', 'jane@corp.test');
    await fill('name', 'Jane Okafor');
    await fill('password', 'correct horse');
    await fill('number', '42');
    await fill('date', '2026-03-02');
    await fill('date_time', '2026-03-02T09:30');
    await page.check('[name="prompt-radio_button_group"][value=red]');
    await page.selectOption('[name="prompt-dropdown"]', 'green');
    await page.setInputFiles('[name="prompt-file"]', {
      name: 'a.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('hi'),
    });
    await page.check('[name="prompt-checkbox"]');
    await page.click('button[type=submit]');
    await page.waitForURL('**/home/');
    expect(callsOf('prompt', 'POST')[0]?.body).toEqual({
      component: 'ak-stage-prompt',
      execution: 'prompt-0',
      username: 'jane.okafor',
      email: 'jane@corp.test',
      name: 'Jane Okafor',
      text_area: '',
      text_read_only: 'Engineering',
      text_area_read_only: 'Be kind.\nLock your screen.',
      password: 'correct horse',
      number: 42,
      date: '2026-03-02',
      date_time: await page.evaluate('new Date("2026-03-02T09:30").toISOString()'),
      radio_button_group: 'red',
      dropdown: 'green',
      ak_locale: '',
      file: 'data:text/plain;base64,aGk=',
      hidden: 'invited',
      checkbox: true,
    });
    await watched.close();
  });
});
