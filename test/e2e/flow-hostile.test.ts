import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPage, type WatchedPage } from './browser.ts';
import { type BuiltPages, executor, openBuiltPages } from './built-pages.ts';
import { identification, password, screens } from './flow-pages.challenges.ts';

/** Challenges written by somebody who means harm: every string is text, every address is checked, nothing leaks. */
let pages: BuiltPages;
let watched: WatchedPage;

beforeAll(async () => {
  pages = await openBuiltPages();
});
afterAll(() => pages?.close());

const markup = '"><script>window.pwned=1</script><img src=x onerror="window.pwned=1">';
const script = 'javascript:window.pwned=1';

/** Keys whose value decides what is drawn, not what it says. */
const structural = new Set([
  ...['component', 'layout', 'type', 'run', 'execution', 'flow_designation', 'level'],
  ...['device_class', 'device_uid', 'config_url'], // an address for apps is read here and never opened
]);
const addresses = /(_url|^url|^to|^background|avatar)$/;

/** The same challenge with markup in every string, and script in every address. */
function hostile(value: unknown, key = '', inSource = false): unknown {
  if (Array.isArray(value)) return value.map((one) => hostile(one, key, inSource));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, hostile(one, name, inSource || key === 'sources')]),
    );
  }
  if (typeof value !== 'string' || structural.has(key)) return value;
  return addresses.test(key) ? script : `${markup}${key}`;
}

async function open(slug: string, query: string) {
  watched = await openPage(pages.browser, 'light');
  const dialogs: string[] = [];
  watched.page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await watched.page.goto(`${pages.standIn.url}/if/flow/${slug}/${query}`);
  await watched.page.waitForSelector('h1');
  return { page: watched.page, dialogs };
}

/** Elements that only markup out of a challenge could have made, and addresses that run script. */
const planted = `[...document.querySelectorAll('#flow script, [onerror], [onload], [srcdoc]')].length
  + [...document.querySelectorAll('[href], [src], [action]')].filter((it) =>
      ['href', 'src', 'action'].some((name) => /^\\s*(javascript|data:text|vbscript)/i.test(it.getAttribute(name) ?? ''))).length`;

/** Screens that show nothing of what the challenge says; the page's title still does. */
const silent = new Set(['redirect', 'shell', 'unknown', 'locked-no-more']);

describe('A36: hostile values', () => {
  test.each(Object.keys(screens))('A36: %s shows markup as text and follows no script', async (name) => {
    pages.standIn.on(executor(`hostile-${name}`), () => ({ body: hostile(screens[name]) }));
    const { page, dialogs } = await open(`hostile-${name}`, '?inspector');
    expect(await page.evaluate('window.pwned')).toBeUndefined();
    expect(await page.evaluate(planted)).toBe(0);
    expect(dialogs).toEqual([]);
    const text = silent.has(name) ? await page.title() : await page.textContent('#flow');
    expect(text).toContain('<script>window.pwned=1</script>');
    await page.evaluate('for (const button of document.querySelectorAll("main button")) button.click()');
    expect(await page.evaluate('window.pwned')).toBeUndefined();
    await watched.close();
  });

  test('A36 control: honest addresses are links and pictures', async () => {
    pages.standIn.on(executor('honest'), () => ({ body: identification }));
    const { page } = await open('honest', '');
    const links: string[] = await page.evaluate(
      `[...document.querySelectorAll('main a')].map((a) => new URL(a.href).pathname)`,
    );
    expect(links).toEqual([
      '/source/oauth/login/corporate/',
      '/source/oauth/login/hub/',
      '/source/oauth/login/forge/',
      '/if/flow/passwordless/',
      '/if/flow/recovery/',
      '/if/flow/enrollment/',
    ]);
    expect(await page.locator('main img').count()).toBe(2);
    await watched.close();
  });

  test('A36: an autosubmitted form carries hostile names and values unharmed, and goes by itself', async () => {
    const attrs = { SAMLResponse: markup, submit: 'a field in the way', RelayState: `'"&<>\n${markup}` };
    pages.standIn.on(executor('autosubmit'), () => ({
      body: { component: 'ak-stage-autosubmit', url: '/acs/', attrs },
    }));
    watched = await openPage(pages.browser, 'light');
    await watched.page.goto(`${pages.standIn.url}/if/flow/autosubmit/`);
    await watched.page.waitForURL('**/acs/');
    const form = pages.standIn.forms.at(-1);
    expect(Object.fromEntries(form ?? [])).toEqual({
      ...attrs,
      RelayState: attrs.RelayState.replace('\n', '\r\n'),
    });
    await watched.close();
  });

  test.each([
    ['xak-flow-redirect', { to: script }],
    ['xak-flow-redirect', { to: 'data:text/html,<script>alert(1)</script>' }],
    ['ak-stage-autosubmit', { url: script, attrs: {} }],
    ['xak-flow-frame', { url: script, loading_text: '' }],
  ])('A36: %s to %o is refused in words', async (component, fields) => {
    pages.standIn.on(executor('refused'), () => ({ body: { component, ...fields } }));
    const { page, dialogs } = await open('refused', '');
    expect(await page.textContent('[role=alert]')).toMatch(/address/);
    expect(await page.evaluate('window.pwned')).toBeUndefined();
    expect(new URL(page.url()).pathname).toBe('/if/flow/refused/');
    expect(dialogs).toEqual([]);
    await watched.close();
  });

  test('A36 control: an honest redirect is followed', async () => {
    pages.standIn.on(executor('followed'), () => ({
      body: { component: 'xak-flow-redirect', to: '/home/' },
    }));
    watched = await openPage(pages.browser, 'light');
    await watched.page.goto(`${pages.standIn.url}/if/flow/followed/`);
    await watched.page.waitForURL('**/home/');
    await watched.close();
  });

  test('a challenge of a shape that there is not ends in words, not in a blank page', async () => {
    const fields = [{ field_key: { toString: 1 }, label: ['x'], type: 'text' }, null];
    pages.standIn.on(executor('misshapen'), () => ({ body: { component: 'ak-stage-prompt', fields } }));
    const { page } = await open('misshapen', '');
    expect(await page.textContent('[role=alert]')).toContain('could not be shown');
    await watched.close();
  });
});

describe('a framed step', () => {
  test('is finished by its own frame, and by no other window', async () => {
    const frame = (url: string) => ({ component: 'xak-flow-frame', url, loading_text: 'Please wait' });
    const posts = (slug: string) =>
      pages.standIn.calls.filter(({ path, method }) => path === executor(slug) && method === 'POST').length;
    pages.standIn.on(executor('framed'), ({ method }) => ({
      body: method === 'POST' ? password : frame('/framed/'),
    }));
    const { page } = await open('framed', '');
    await page.evaluate(`new Promise((done) => {
      addEventListener('message', () => setTimeout(done));
      postMessage({ message: 'submit' }, '*');
    })`);
    expect(posts('framed')).toBe(0);
    await watched.close();
    pages.standIn.on(executor('framed'), ({ method }) => ({
      body: method === 'POST' ? password : frame('/framed/?submit'),
    }));
    const again = await open('framed', '');
    await again.page.waitForSelector('[name=password]');
    expect(posts('framed')).toBe(1);
    await watched.close();
  });
});

describe('A69: secrets', () => {
  test('A69: a password is in the body of its answer and nowhere else: no address, storage, page or title', async () => {
    const secret = 'planted-secret-4711';
    pages.standIn.on(executor('secret'), ({ body }) => {
      if (body.component === 'ak-stage-identification') return { body: password };
      if (body.password) return { body: { component: 'ak-stage-access-denied', error_message: 'No.' } };
      return { body: { ...identification, enable_remember_me: true } };
    });
    const { page } = await open('secret', '');
    await page.fill('[name=uid_field]', 'jane');
    await page.check('[name=remember]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[name=password]');
    await page.fill('[name=password]', secret);
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=Access denied');
    expect(pages.standIn.calls.at(-1)?.body.password).toBe(secret);
    const places: string = await page.evaluate(
      'JSON.stringify([location.href, document.title, document.documentElement.outerHTML, {...localStorage}, {...sessionStorage}, history.state])',
    );
    expect(places).not.toContain(secret);
    expect(places).toContain('jane');
    expect(pages.standIn.paths.join('\n')).not.toContain(secret);
    const referrers = pages.standIn.calls.map(({ headers }) => headers.referer ?? '').join('\n');
    expect(referrers).not.toContain(secret);
    await watched.close();
  });
});
