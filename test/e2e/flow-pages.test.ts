import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, type Look, looks, openPage, shiftsOf, shoot } from './browser.ts';
import { type BuiltPages, executor, openBuiltPages } from './built-pages.ts';
import { screens, withLayout } from './flow-pages.challenges.ts';

/** Every screen of the flow pages, in every look: drawn without complaint, readable by all, and steady. */
let pages: BuiltPages;

beforeAll(async () => {
  pages = await openBuiltPages();
});
afterAll(() => pages?.close());

async function drawn(slug: string, challenge: object, look: Look, query = 'inspector') {
  pages.standIn.on(executor(slug), () => ({ body: challenge }));
  const watched = await openPage(pages.browser, look);
  await watched.page.goto(`${pages.standIn.url}/if/flow/${slug}/?${query}`);
  await watched.page.waitForSelector('h1');
  await watched.page.waitForLoadState('networkidle');
  return watched;
}

describe.each(Object.keys(looks) as Look[])('in %s', (look) => {
  test.each(Object.entries(screens))('%s is drawn, readable and steady', async (name, challenge) => {
    const { page, complaints, close } = await drawn(name, challenge, look);
    expect(complaints).toEqual([]);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await shiftsOf(page)).toBeLessThanOrEqual(0.02);
    const sideways: boolean = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    expect(sideways).toBe(false);
    await shoot(page, `${name}-${look}`);
    await close();
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
    const { page, complaints, close } = await drawn(layout, withLayout(layout, background), look);
    expect(complaints).toEqual([]);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await shiftsOf(page)).toBeLessThanOrEqual(0.02);
    const box = await page.locator('button[type=submit]').boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(looks[look].viewport.width);
    await shoot(page, `layout-${layout}-${look}`);
    await close();
  });
});
