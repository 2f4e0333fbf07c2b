import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient } from '../../scripts/conformance/client.ts';
import { compareAll, presentOf } from '../../scripts/conformance/compare.ts';
import { drive } from '../../scripts/conformance/drive.ts';
import { fallen, kept, numbersOf } from '../../scripts/conformance/numbers.ts';
import { listen, type Running } from '../../scripts/conformance/start.ts';
import { yardstick } from '../../scripts/conformance/yardstick.ts';
import { type TestDatabase, testDatabase } from '../database.ts';

let created: TestDatabase;
let running: Running;

beforeAll(async () => {
  created = await testDatabase();
  running = await listen(created.database);
});
afterAll(async () => {
  await running?.stop();
  await created?.drop();
});

test('the generated client of others, unchanged, is answered rightly', async () => {
  const theirs = yardstick();
  const comparisons = compareAll(theirs);
  const driven = await drive(createClient(theirs, running), theirs, presentOf(comparisons));
  expect(driven.wrong).toEqual([]);
  expect(fallen(kept(), numbersOf(comparisons, driven), ['driven'])).toEqual([]);
});
