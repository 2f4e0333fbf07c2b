import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPage, type WatchedPage } from './browser.ts';
import { type BuiltPages, executor, openBuiltPages } from './built-pages.ts';
import { identification, password, prompt } from './flow-pages.challenges.ts';

/** What the flow pages do when something is lost, broken or typed wrongly; and what helps a person along. */
let pages: BuiltPages;
let watched: WatchedPage;

beforeAll(async () => {
  pages = await openBuiltPages();
});
afterAll(() => pages?.close());

async function visit(slug: string, query = '') {
  watched = await openPage(pages.browser, 'light');
  await watched.page.goto(`${pages.standIn.url}/if/flow/${slug}/${query}`);
  await watched.page.waitForSelector('h1');
  return watched.page;
}

const detail = { detail: 'Permission denied' };

describe('when the session is lost', () => {
  test('what was typed is still there in the new run, secrets are not', async () => {
    let alive = true;
    pages.standIn.on(executor('lost'), ({ method, query }) => {
      if (method === 'POST' && alive) {
        alive = false;
        return { status: 403, body: detail };
      }
      if (!alive && query.get('run') === 'old') return { status: 404, body: detail };
      const run = alive ? 'old' : 'new';
      return { body: { ...prompt, run, execution: `${run}-${method}` } };
    });
    const page = await visit('lost');
    await page.fill('[name="prompt-username"]', 'jane.okafor');
    await page.fill('[name="prompt-email"]', 'jane@corp.test');
    await page.fill('[name="prompt-password"]', 'correct horse');
    await page.check('[name="prompt-radio_button_group"][value=red]');
    await page.selectOption('[name="prompt-dropdown"]', 'green');
    await page.check('[name="prompt-checkbox"]');
    await page.click('button[type=submit]');
    await page.waitForSelector('.notice[role=status]');
    expect(await page.textContent('.notice[role=status]')).toContain('What you typed is still here');
    expect(await page.inputValue('[name="prompt-username"]')).toBe('jane.okafor');
    expect(await page.inputValue('[name="prompt-email"]')).toBe('jane@corp.test');
    expect(await page.isChecked('[name="prompt-radio_button_group"][value=red]')).toBe(true);
    expect(await page.inputValue('[name="prompt-dropdown"]')).toBe('green');
    expect(await page.isChecked('[name="prompt-checkbox"]')).toBe(true);
    expect(await page.inputValue('[name="prompt-password"]')).toBe('');
    await page.fill('[name="prompt-password"]', 'correct horse');
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.click('button[type=submit]');
    await answered;
    const last = pages.standIn.calls.at(-1);
    expect([last?.query.get('run'), last?.body.execution]).toEqual(['new', 'new-GET']);
    await watched.close();
  });

  test('without a connection the form stays as it was, password and all, and can be sent again', async () => {
    pages.standIn.on(executor('offline'), ({ method }) => ({
      body: method === 'POST' ? { component: 'xak-flow-redirect', to: '/home/' } : password,
    }));
    const page = await visit('offline');
    await page.fill('input[name=password]', 'correct horse');
    await page.context().setOffline(true);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[role=alert] .notice');
    expect(await page.textContent('[role=alert]')).toContain('could not reach the server');
    expect(await page.inputValue('input[name=password]')).toBe('correct horse');
    await page.context().setOffline(false);
    await page.focus('input[name=password]');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/home/');
    await watched.close();
  });
});

describe('when there is no challenge', () => {
  test.each([
    [404, 'There is nothing at this address'],
    [429, 'Too many attempts'],
    [500, 'The server had a problem'],
    [200, 'an answer that this page does not understand'],
  ])('status %i is said in words, with the request id, and can be tried again', async (status, words) => {
    let broken = true;
    const slug = `status-${status}`;
    pages.standIn.on(executor(slug), () =>
      broken ? { status, body: { request_id: 'id-to-ask-for' } } : { body: identification },
    );
    const page = await visit(slug);
    expect(await page.textContent('[role=alert]')).toContain(words);
    expect(await page.textContent('[role=alert]')).toContain('id-to-ask-for');
    broken = false;
    await page.click('button');
    await page.waitForSelector('input[name=uid_field]');
    await watched.close();
  });
});

describe('what helps a person along', () => {
  test('errors are announced, tied to their fields, and the first one has the focus', async () => {
    const response_errors = {
      non_field_errors: [{ string: 'Names from this list are not allowed.', code: 'invalid' }],
      email: [{ string: 'Enter a valid email address.', code: 'invalid' }],
      elsewhere: [{ string: 'An error of a field that is not here.', code: 'invalid' }],
    };
    pages.standIn.on(executor('announce'), () => ({ body: { ...prompt, response_errors } }));
    const page = await visit('announce');
    const alert = await page.textContent('[role=alert]');
    expect(alert).toContain('Names from this list are not allowed.');
    expect(alert).toContain('An error of a field that is not here.');
    expect(await page.evaluate('document.activeElement.name')).toBe('prompt-email');
    const ids = await page.getAttribute('[name="prompt-email"]', 'aria-describedby');
    const texts = await Promise.all((ids ?? '').split(' ').map((id) => page.textContent(`[id="${id}"]`)));
    expect(texts).toEqual(['We send a confirmation to this address.', 'Enter a valid email address.']);
    expect(await page.getAttribute('[name="prompt-username"]', 'aria-invalid')).toBeNull();
    await watched.close();
  });

  test('password managers find real forms with names that they know', async () => {
    const facts = (selector: string) =>
      `(() => { const it = document.querySelector(${JSON.stringify(selector)}); return [it.form.method, it.autocomplete, it.type, it.value]; })()`;
    pages.standIn.on(executor('managers-1'), () => ({ body: { ...identification, password_fields: true } }));
    let page = await visit('managers-1');
    expect(await page.evaluate(facts('[name=uid_field]'))).toEqual(['post', 'username', 'text', '']);
    expect(await page.evaluate(facts('[name=password]'))).toEqual([
      'post',
      'current-password',
      'password',
      '',
    ]);
    await watched.close();
    pages.standIn.on(executor('managers-2'), () => ({ body: password }));
    page = await visit('managers-2');
    expect(await page.evaluate(facts('[name=username]'))).toEqual([
      'post',
      'username',
      'text',
      'jane.okafor',
    ]);
    expect(await page.evaluate(facts('[name=password]'))).toEqual([
      'post',
      'current-password',
      'password',
      '',
    ]);
    await watched.close();
    pages.standIn.on(executor('managers-3'), () => ({ body: prompt }));
    page = await visit('managers-3');
    expect(await page.evaluate(facts('[name=prompt-username]'))).toEqual(['post', 'username', 'text', '']);
    expect(await page.evaluate(facts('[name=prompt-password]'))).toEqual([
      'post',
      'new-password',
      'password',
      '',
    ]);
    await watched.close();
  });

  test('Caps Lock is said beside the password, and goes away with the key', async () => {
    pages.standIn.on(executor('caps'), () => ({ body: password }));
    const page = await visit('caps');
    const key = (on: boolean) =>
      `document.querySelector('[name=password]').dispatchEvent(new KeyboardEvent('keydown', { key: 'A', modifierCapsLock: ${on}, bubbles: true }))`;
    await page.evaluate(key(true));
    await page.waitForSelector('text=Caps Lock is on');
    await page.evaluate(key(false));
    await page.waitForSelector('text=Caps Lock is on', { state: 'detached' });
    await watched.close();
  });

  test('the password can be shown where the stage allows it, and nowhere else', async () => {
    pages.standIn.on(executor('shown'), () => ({ body: password }));
    pages.standIn.on(executor('hidden'), () => ({ body: { ...password, allow_show_password: false } }));
    let page = await visit('shown');
    await page.fill('input[name=password]', 'correct horse');
    await page.getByRole('button', { name: 'Show password' }).click();
    expect(await page.getAttribute('input[name=password]', 'type')).toBe('text');
    expect(await page.inputValue('input[name=password]')).toBe('correct horse');
    await page.getByRole('button', { name: 'Hide password' }).click();
    expect(await page.getAttribute('input[name=password]', 'type')).toBe('password');
    await watched.close();
    page = await visit('hidden');
    expect(await page.getByRole('button', { name: /password/ }).count()).toBe(0);
    await watched.close();
  });

  test('a name is remembered on this device when asked, and forgotten when asked', async () => {
    pages.standIn.on(executor('remember'), ({ method }) => ({
      body: method === 'POST' ? password : identification,
    }));
    const page = await visit('remember');
    const signIn = async (fill: string, remember: boolean) => {
      await page.goto(`${pages.standIn.url}/if/flow/remember/`);
      await page.waitForSelector('[name=uid_field]');
      const before = await page.inputValue('[name=uid_field]');
      await page.fill('[name=uid_field]', fill);
      await page.setChecked('[name=remember]', remember);
      await page.click('button[type=submit]');
      await page.waitForSelector('[name=password]');
      return before;
    };
    expect(await signIn('jane', false)).toBe('');
    expect(await signIn('jane', true)).toBe('');
    expect(await signIn('jane', false)).toBe('jane');
    expect(await signIn('jane', false)).toBe('');
    await watched.close();
  });

  test('the request id of a refusal is copied by its button', async () => {
    const request_id = '6f1c9b3e-2a47-4d1b-9b0e-8f3f2a1c7d55';
    pages.standIn.on(executor('copy'), () => ({ body: { component: 'ak-stage-access-denied', request_id } }));
    const page = await visit('copy');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(request_id);
    await watched.close();
  });

  test('"stay signed in" sends what was pressed', async () => {
    pages.standIn.on(executor('stay'), () => ({
      body: { component: 'ak-stage-user-login', pending_user: 'jane' },
    }));
    const page = await visit('stay');
    for (const [name, remember_me] of [
      ['No', false],
      ['Yes, stay signed in', true],
    ] as const) {
      const answered = page.waitForResponse((response) => response.request().method() === 'POST');
      await page.getByRole('button', { name, exact: true }).click();
      await answered;
      await page.waitForSelector('[aria-busy=false]');
      expect(pages.standIn.calls.at(-1)?.body).toEqual({ component: 'ak-stage-user-login', remember_me });
    }
    await watched.close();
  });

  test('a lone source is gone to at once; with a second way in, it is a button', async () => {
    const [source, other] = identification.sources as object[];
    pages.standIn.on(executor('lone'), () => ({
      body: { ...identification, user_fields: [], passwordless_url: undefined, sources: [source] },
    }));
    pages.standIn.on(executor('pair'), () => ({
      body: { ...identification, user_fields: [], sources: [source, other] },
    }));
    watched = await openPage(pages.browser, 'light');
    await watched.page.goto(`${pages.standIn.url}/if/flow/lone/`);
    await watched.page.waitForURL('**/source/oauth/login/corporate/');
    await watched.close();
    const page = await visit('pair');
    await page.getByRole('link', { name: 'Continue with Corporate account' }).click();
    await page.waitForURL('**/source/oauth/login/corporate/');
    await watched.close();
  });
});
