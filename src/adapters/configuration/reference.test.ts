import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { environmentName, optionKeys } from './options.ts';
import { renderReference, describe as settings } from './reference.ts';

test('every setting has words for its page', () => {
  for (const { title, description, example, default: otherwise } of settings()) {
    for (const text of [title, description, example, otherwise]) expect(text.length).toBeGreaterThan(1);
  }
});

test('the page names every setting, in both spellings', () => {
  const page = renderReference();
  for (const key of optionKeys) {
    expect(page).toContain(`| environment | \`${environmentName(key)}\` |`);
    expect(page).toContain(`| file | \`${key}\` |`);
  }
});

test('the page in the docs is this one (npm run generate)', () => {
  expect(readFileSync('docs/reference/configuration.md', 'utf8')).toBe(renderReference());
});
