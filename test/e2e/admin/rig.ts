import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { openBrowser, openPage, type WatchedPage } from '../browser.ts';
import { type RunningServer, startServer } from '../server.ts';

const TOKEN = 'a-token-of-the-admin-test-0123456789-abcdef';
export const PASSWORD = 'correct horse battery staple';

/** The real program, and its admin interface in a real browser. */
export interface AdminRig {
  readonly server: RunningServer;
  readonly browser: Browser;
  readonly watched: WatchedPage;
  readonly page: Page;
  /** Asks the API as the first administrator, by token; paths are those below `/api/v3`. */
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape are read in tests
  call(method: string, path: string, body?: unknown): Promise<any>;
  /** A user with the password of all; gives the key. */
  person(username: string, groups?: readonly string[]): Promise<number>;
  signIn(on: Page, username: string, to?: string): Promise<void>;
  /** Opens a page of the admin interface; `akadmin` must be signed in. */
  go(path: string): Promise<void>;
  dialog(): Locator;
  close(): Promise<void>;
}

/** Starts the program and opens a browser in which nobody is signed in yet. */
export async function openAdmin(env: Readonly<Record<string, string>> = {}): Promise<AdminRig> {
  const [server, browser] = await Promise.all([
    startServer({ POSTERN_BOOTSTRAP_TOKEN: TOKEN, ...env }),
    openBrowser(),
  ]);
  const watched = await openPage(browser, 'light');
  const { page } = watched;
  const call: AdminRig['call'] = async (method, path, body) => {
    const response = await fetch(`${server.origin}/api/v3${path}`, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    expect(response.ok, `${method} ${path}: ${text}`).toBe(true);
    return text === '' ? undefined : JSON.parse(text);
  };
  await call('POST', '/core/users/1/set_password/', { password: PASSWORD });
  return {
    server,
    browser,
    watched,
    page,
    call,
    async person(username, groups = []) {
      const { pk } = await call('POST', '/core/users/', { username, name: username, groups });
      await call('POST', `/core/users/${pk}/set_password/`, { password: PASSWORD });
      return pk;
    },
    async signIn(on, username, to = '/if/admin/') {
      await on.goto(`${server.origin}/flows/-/default/authentication/?${new URLSearchParams({ next: to })}`);
      await on.getByLabel('Email or username').fill(username);
      await on.getByRole('button', { name: /Log in|Continue/ }).click();
      await on.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await on.getByRole('button', { name: /Log in|Continue/ }).click();
      await on.waitForURL((url) => url.pathname.startsWith('/if/') && !url.pathname.startsWith('/if/flow/'));
    },
    async go(path) {
      await page.goto(`${server.origin}/if/admin${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
    },
    dialog: () => page.getByRole('dialog'),
    async close() {
      await browser.close();
      await server.stop();
    },
  };
}

/** Chooses in a control that is searched by typing. */
export async function pick(
  within: Page | Locator,
  label: string,
  words: string,
  option: RegExp | string,
): Promise<void> {
  await within.getByRole('combobox', { name: label }).fill(words);
  await within.getByRole('option', { name: option }).first().click();
  // Where several can be chosen, the choices stay open until the control is left.
  await pageOf(within).keyboard.press('Tab');
}

/** Writes a text into an editor of code instead of what stands there, as somebody at the keyboard does. */
export async function write(within: Page | Locator, label: string, text: string): Promise<void> {
  const editor = within.locator('.cm-content').and(within.getByLabel(label));
  await editor.focus();
  await editor.press('ControlOrMeta+a');
  await pageOf(within).keyboard.insertText(text);
}

const pageOf = (within: Page | Locator): Page => ('keyboard' in within ? within : within.page());

/** A picture for the documentation, where POSTERN_SHOTS points to; of the window alone where a dialog is open. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.POSTERN_SHOTS;
  if (!folder) return;
  await page.evaluate('scrollTo(0, 0)');
  const fullPage = (await page.getByRole('dialog').count()) === 0;
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage });
}
