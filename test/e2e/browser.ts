import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

/** The looks that every screen is checked in. */
export const looks = {
  light: { viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  dark: { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
  mobile: { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
} as const;

export type Look = keyof typeof looks;

/** Debian's Chromium without any of its own calls home. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page that keeps count of layout shifts, policy violations and errors from its first moment on. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors and refused loads that the browser reported. */
  readonly complaints: string[];
  close(): Promise<void>;
}

const watch = `
  window.shifts = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shifts += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
`;

/** Opens a page of its own profile in one of the looks. */
export async function openPage(browser: Browser, look: Look): Promise<WatchedPage> {
  const context = await browser.newContext({ ...looks[look], locale: 'en-GB', reducedMotion: 'reduce' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.addInitScript(watch);
  return { page, complaints, close: () => context.close() };
}

/** The sum of all layout shifts so far, those right after a key or a click included. */
export const shiftsOf = (page: Page): Promise<number> => page.evaluate('window.shifts');

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe-core finds serious or critical, as "rule: place" lines. Where a page that was examined has changed its
 * colours alone, `rules` can name the few that this concerns.
 */
export async function accessibilityFaults(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Where pictures are wanted, what they show has been examined by the tests.
  if (process.env.POSTERN_PICTURES) return [];
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe);
  const options = { resultTypes: ['violations'], ...(rules ? { runOnly: rules } : {}) };
  const found: { id: string; impact: string; nodes: { target: string[]; failureSummary: string }[] }[] =
    await page.evaluate(`axe.run(document, ${JSON.stringify(options)}).then((result) => result.violations)`);
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} (${node.failureSummary})`),
    );
}

/** Pixels that a picture of the documentation is high; a long list says no more further down. */
const HIGHEST = 1_600;
/** Pictures are smaller than what they show, so that all of them are small. */
const SCALE = { wide: 0.6, narrow: 0.75 } as const;

/**
 * Saves a picture of the page where POSTERN_SHOTS points to, or a small one where POSTERN_PICTURES does; does nothing
 * when they point nowhere.
 */
export async function shoot(page: Page, name: string): Promise<void> {
  const small = process.env.POSTERN_PICTURES;
  if (small) return shootSmall(page, join(small, `${name}.webp`));
  const folder = process.env.POSTERN_SHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

async function shootSmall(page: Page, path: string): Promise<void> {
  const { width, height } = page.viewportSize() ?? looks.light.viewport;
  const whole = Number(await page.evaluate('document.documentElement.scrollHeight'));
  const scale = width < 600 ? SCALE.narrow : SCALE.wide;
  const clip = { x: 0, y: 0, width, height: Math.min(Math.max(whole, height), HIGHEST), scale };
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality: 50,
    captureBeyondViewport: true,
    clip,
  });
  await session.detach();
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, Buffer.from(data, 'base64'));
}
