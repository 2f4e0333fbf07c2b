import { expect, test } from 'vitest';
import { brandOf } from './brand.ts';

const page = (said: Readonly<Record<string, string>>) => ({
  querySelector: (selector: string) => {
    const name = /postern-brand-(\w+)/.exec(selector)?.[1] ?? '';
    return (name in said ? { getAttribute: () => said[name] } : null) as Element | null;
  },
});

test.each([
  { said: {}, want: {} },
  { said: { title: 'Corp' }, want: { title: 'Corp' } },
  { said: { title: '' }, want: {} },
  { said: { logo: '/media/a.svg' }, want: { logo: 'https://id.test/media/a.svg' } },
  { said: { logo: 'javascript:alert(1)' }, want: {} },
  { said: { logo: 'data:text/html,<script>' }, want: {} },
  { said: { logo: 'data:image/png;base64,AA' }, want: { logo: 'data:image/png;base64,AA' } },
])('$said is $want', ({ said, want }) => {
  expect(brandOf(page(said as Record<string, string>), 'https://id.test/if/user/')).toEqual(want);
});
