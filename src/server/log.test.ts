import { expect, test } from 'vitest';
import { createLog } from './log.ts';

const told = (err: unknown) => {
  const lines: string[] = [];
  createLog('error', { write: (line) => void lines.push(line) }).error({ err }, 'something failed');
  return JSON.parse(lines.join('')).err;
};

test('A69: of an error, what happened is told, not what it happened with', () => {
  const row = {
    detail: 'Failing row contains (planted)',
    parameters: ['planted'],
    config: { key: 'planted' },
  };
  const cause = Object.assign(new TypeError('no such table'), row, { code: '42P01' });
  const line = told(Object.assign(new Error('could not be stored', { cause }), row));
  expect(line).toMatchObject({
    type: 'Error',
    message: 'could not be stored',
    stack: expect.stringContaining('log.test.ts'),
    cause: { type: 'TypeError', code: '42P01' },
  });
  expect(JSON.stringify(line)).not.toContain('planted');
});

test('errors in a circle, errors of many, and what is no error', () => {
  const circle = new Error('round');
  circle.cause = circle;
  expect(told(circle).cause.cause.message).toBe('round');
  expect(told(new AggregateError([new Error('a'), 'b'], 'both')).errors).toMatchObject([
    { message: 'a' },
    { message: 'b' },
  ]);
  expect(told('a text')).toMatchObject({ type: 'string', message: 'a text' });
});
