import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  accessibilityFaults,
  type Look,
  looks,
  openPage,
  shiftsOf,
  shoot,
  type WatchedPage,
} from './browser.ts';
import { type BuiltPages, executor, openBuiltPages } from './built-pages.ts';
import { screens, withLayout } from './flow-pages.challenges.ts';

/** Every screen of the flow pages, in every look: drawn without complaint, readable by all, and steady. */
let pages: BuiltPages;

beforeAll(async () => {
  pages = await openBuiltPages();
});
afterAll(() => pages?.close());

describe.each(Object.keys(looks) as Look[])('in %s', (look) => {
  let watched: WatchedPage;

  beforeAll(async () => {
    watched = await openPage(pages.browser, look);
  });
  afterAll(() => watched?.close());

  /** Draws a challenge and looks at it closely; the inspector keeps what would leave by itself on the screen. */
  async function inspect(slug: string, challenge: object) {
    const { page, complaints } = watched;
    complaints.length = 0;
    pages.standIn.on(executor(slug), () => ({ body: challenge }));
    await page.goto(`${pages.standIn.url}/if/flow/${slug}/?inspector`);
    await page.waitForSelector('h1');
    // Asked once and answered by the page: to ask again and again is an evaluation that its policy forbids.
    await page.evaluate(
      `Promise.all([...document.images].map((image) => image.complete ||
        new Promise((done) => ['load', 'error'].forEach((name) => image.addEventListener(name, done)))))`,
    );
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    expect(complaints).toEqual([]);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await shiftsOf(page)).toBeLessThanOrEqual(0.02);
    const sideways: boolean = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    expect(sideways).toBe(false);
    return page;
  }

  test.each(Object.entries(screens))('%s is drawn, readable and steady', async (name, challenge) => {
    const page = await inspect(name, challenge);
    await shoot(page, `${name}-${look}`);
  });

  test.each([
    ['stacked', '/media/background.svg'],
    ['content_left', ''],
    ['content_right', '/media/background.svg'],
    ['sidebar_left', ''],
    ['sidebar_right', '/media/background.svg'],
    ['sidebar_left_frame_background', '/framed/'],
    ['sidebar_right_frame_background', '/framed/'],
  ])('layout %s keeps its form whole', async (layout, background) => {
    const page = await inspect(layout, withLayout(layout, background));
    const box = await page.locator('button[type=submit]').boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(looks[look].viewport.width);
    await shoot(page, `layout-${layout}-${look}`);
  });
});
