import { describe, expect, test } from 'vitest';
import { runMemoryIn } from './run.ts';

function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    key: (at) => [...kept.keys()][at] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

describe('the memory of a run', () => {
  test('holds per address, until it is told to forget', () => {
    const tab = storage();
    const login = runMemoryIn(() => tab, '/if/flow/login/?');
    const other = runMemoryIn(() => tab, '/if/flow/login/?next=%2F');
    login.keep('r1');
    expect([login.recall(), other.recall()]).toEqual(['r1', undefined]);
    login.forget();
    expect(login.recall()).toBeUndefined();
  });

  test('a browser without storage forgets, and nothing breaks', () => {
    const refused = runMemoryIn(() => {
      throw new Error('SecurityError');
    }, '/if/flow/login/?');
    refused.keep('r1');
    refused.forget();
    expect(refused.recall()).toBeUndefined();
  });
});
