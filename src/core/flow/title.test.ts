import { expect, test } from 'vitest';
import { titleOf } from './title.ts';

test.each([
  { title: 'Welcome', want: 'Welcome' },
  { title: 'Sign in to %(app)s', want: 'Sign in to Wiki' },
  { title: '%(user)s at %(app)s', want: 'ada at Wiki' },
  { title: '100%% %(app)s', want: '100% Wiki' },
  { title: 'Broken %(nobody)s %(app)s', want: 'Broken %(nobody)s %(app)s' },
  { title: 'Half %', want: 'Half %' },
  { title: '%d of %(app)s', want: '%d of %(app)s' },
  { title: '%(app)', want: '%(app)' },
])('$title becomes $want', ({ title, want }) => {
  expect(titleOf(title, { app: 'Wiki', user: 'ada' })).toBe(want);
});

test('what is filled in is not read as a pattern again', () => {
  expect(titleOf('%(app)s', { app: '%(user)s $& %%', user: 'ada' })).toBe('%(user)s $& %%');
});
