import { describe, expect, test } from 'vitest';
import { together } from './together.ts';

/** Work that waits until it is let go, and remembers what it was given. */
function held() {
  const batches: number[][] = [];
  let release: () => void = () => {};
  const work = (inputs: readonly number[]) => {
    batches.push([...inputs]);
    return new Promise<number[]>((resolve, reject) => {
      release = () =>
        inputs.includes(13) ? reject(new Error('13')) : resolve(inputs.map((input) => input * 2));
    });
  };
  const letGo = async () => {
    release();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { batches, work, letGo };
}

describe('calls together', () => {
  test('the first goes at once, the others when it is back', async () => {
    const { batches, work, letGo } = held();
    const call = together(work);
    const answers = Promise.all([1, 2, 3].map(call));
    expect(batches).toEqual([[1]]);
    await letGo();
    expect(batches).toEqual([[1], [2, 3]]);
    await letGo();
    expect(await answers).toEqual([2, 4, 6]);
  });

  test('the same key never goes twice together, and there is an end to company', async () => {
    const { batches, work, letGo } = held();
    const call = together(work, { key: (input) => String(input % 2), most: 2 });
    const answers = Promise.all([1, 2, 4, 6, 3].map(call));
    for (let turn = 0; turn < 4; turn++) await letGo();
    expect(batches).toEqual([[1], [2, 3], [4], [6]]);
    expect(await answers).toEqual([2, 4, 8, 12, 6]);
  });

  test('one that fails spoils nothing for the others', async () => {
    const { batches, work, letGo } = held();
    const call = together(work);
    const answers = Promise.allSettled([1, 2, 13, 3].map(call));
    for (let turn = 0; turn < 6; turn++) await letGo();
    expect(batches).toEqual([[1], [2, 13, 3], [2], [13], [3]]);
    expect((await answers).map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });
});
