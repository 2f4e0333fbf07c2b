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
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const letGo = async () => {
    release();
    await turn();
    await turn();
  };
  return { batches, work, turn, letGo };
}

describe('calls together', () => {
  test('those of one turn go together, the others when they are back', async () => {
    const { batches, work, turn, letGo } = held();
    const call = together(work);
    const first = Promise.all([1, 2].map(call));
    await turn();
    const second = Promise.all([3, 4].map(call));
    await turn();
    expect(batches).toEqual([[1, 2]]);
    await letGo();
    expect(batches).toEqual([
      [1, 2],
      [3, 4],
    ]);
    await letGo();
    expect(await Promise.all([first, second])).toEqual([
      [2, 4],
      [6, 8],
    ]);
  });

  test('the same key never goes twice together, and there is an end to company', async () => {
    const { batches, work, letGo } = held();
    const call = together(work, { key: (input) => String(input % 2), most: 2 });
    const answers = Promise.all([1, 2, 4, 6, 3].map(call));
    for (let round = 0; round < 4; round++) await letGo();
    expect(batches).toEqual([[1, 2], [4, 3], [6]]);
    expect(await answers).toEqual([2, 4, 8, 12, 6]);
  });

  test('one that fails spoils nothing for the others', async () => {
    const { batches, work, letGo } = held();
    const call = together(work);
    const answers = Promise.allSettled([1, 2, 13, 3].map(call));
    for (let round = 0; round < 6; round++) await letGo();
    expect(batches).toEqual([[1, 2, 13, 3], [1], [2], [13], [3]]);
    expect((await answers).map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });
});
