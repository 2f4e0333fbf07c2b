import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { silent } from '../../core/log.ts';
import { watchFolder } from './watch.ts';

let folder = '';
let end: (() => Promise<void>) | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postern-watch-'));
});
afterEach(async () => {
  await end?.();
  await rm(folder, { recursive: true });
});

/** Somebody is told, some time; a slow machine takes longer. */
const told = (changed: ReturnType<typeof vi.fn>) =>
  vi.waitFor(() => expect(changed).toHaveBeenCalled(), 20_000);

test('files that come, change and go are told, also in folders that are new; many at once are told once', async () => {
  const changed = vi.fn(async () => undefined);
  end = watchFolder(folder, changed, silent);
  await Promise.all(Array.from({ length: 20 }, (_, index) => writeFile(join(folder, `${index}.yaml`), 'x')));
  await told(changed);
  expect(changed.mock.calls.length).toBeLessThan(5);
  changed.mockClear();
  await mkdir(join(folder, 'below'));
  await told(changed);
  changed.mockClear();
  await rm(join(folder, '3.yaml'));
  await told(changed);
});

test('a failure is logged, and the next change is followed all the same', async () => {
  const changed = vi.fn(async () => Promise.reject(new Error('no database')));
  end = watchFolder(folder, changed, silent);
  await writeFile(join(folder, 'a.yaml'), 'x');
  await told(changed);
  changed.mockClear();
  await writeFile(join(folder, 'b.yaml'), 'x');
  await told(changed);
});

test('the end waits for what is under way, and nothing is told after it', async () => {
  let finished = false;
  const changed = vi.fn(async () => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    finished = true;
  });
  end = watchFolder(folder, changed, silent);
  await writeFile(join(folder, 'a.yaml'), 'x');
  await told(changed);
  await end();
  expect(finished).toBe(true);
});

test('a folder that is not there is not watched, and that is all', async () => {
  const changed = vi.fn(async () => undefined);
  end = watchFolder(join(folder, 'nothing'), changed, silent);
  await end();
  expect(changed).not.toHaveBeenCalled();
});
