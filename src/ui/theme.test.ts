import { readFileSync } from 'node:fs';
import { DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core';
import { describe, expect, test } from 'vitest';
import { theme } from './theme.ts';

const sheet = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

describe('the design tokens', () => {
  const ours = mergeMantineTheme(DEFAULT_THEME, theme);
  const wanted = defaultCssVariablesResolver(ours);
  const plain = defaultCssVariablesResolver(DEFAULT_THEME);
  const css = sheet('./mantine.css');

  test('what the theme changes stands in mantine.css, for the provider writes no style of its own', () => {
    const changed = (['variables', 'light', 'dark'] as const).flatMap((part) =>
      Object.entries(wanted[part])
        .filter(([name, value]) => plain[part][name] !== value)
        .map(([name]) => name),
    );
    expect(changed.length).toBeGreaterThan(20);
    expect(changed.filter((name) => !css.includes(`${name}:`))).toEqual([]);
  });

  test('the pine steps are the same in the theme and in mantine.css', () => {
    const steps = [...css.matchAll(/--mantine-color-pine-\d: (#\w+);/g)].map(([, colour]) => colour);
    expect(steps).toEqual([...(ours.colors.pine ?? [])]);
  });

  test('every token that a style sheet reads is there, in both schemes where it is a colour', () => {
    const tokens = sheet('./tokens.css');
    const named = (pattern: RegExp) => [...new Set([...tokens.matchAll(pattern)].map(([, name]) => name))];
    const all = named(/(--postern-[\w-]+):/g);
    const inBoth = named(/(--postern-[\w-]+):[^;]*light-dark\([^;]*;/g);
    const used = [
      './mantine.css',
      './kit/kit.css',
      '../web/user/user.css',
      '../web/user/settings/settings.css',
      './kit/dialog.css',
      './form/form.css',
      './code-editor/look.ts',
      '../web/admin/styles/admin.css',
      '../web/admin/styles/bindings.css',
      '../web/admin/policies/policies.css',
      '../web/admin/policies/conditional/builder.css',
    ].concat(['page', 'card', 'form', 'challenges'].map((name) => `../web/flow/styles/${name}.css`));
    const read = used.flatMap((file) =>
      [...sheet(file).matchAll(/var\((--postern-[\w-]+)/g)].map(([, name]) => name),
    );
    expect(read.length).toBeGreaterThan(50);
    expect(read.filter((name) => !all.includes(name ?? ''))).toEqual([]);
    const sizes = /-font|-radius|^--postern-control$/;
    expect(all.filter((name) => !sizes.test(name ?? '') && !inBoth.includes(name ?? ''))).toEqual([]);
  });

  test.each([
    ['ink', 'surface', 4.5],
    ['ink', 'ground', 4.5],
    ['ink-soft', 'surface', 4.5],
    ['ink-soft', 'ground', 4.5],
    ['ink-soft', 'surface-sunk', 4.5],
    ['link', 'surface', 4.5],
    ['link', 'primary-soft', 4.5],
    ['on-primary', 'primary', 4.5],
    ['on-primary', 'primary-hover', 4.5],
    ['danger', 'danger-soft', 4.5],
    ['danger', 'surface', 4.5],
    ['warning', 'warning-soft', 4.5],
    ['warning', 'surface', 4.5],
    ['info', 'info-soft', 4.5],
    ['code-keyword', 'surface', 4.5],
    ['code-string', 'surface', 4.5],
    ['code-number', 'surface', 4.5],
    ['code-type', 'surface', 4.5],
    ['code-call', 'surface', 4.5],
    ['line-control', 'surface', 3],
    ['focus', 'surface', 3],
    ['focus', 'ground', 3],
  ])('%s on %s has contrast of at least %f, light and dark', (front, back, least) => {
    for (const scheme of ['light', 'dark'] as const)
      expect(contrast(colour(front, scheme), colour(back, scheme))).toBeGreaterThanOrEqual(least);
  });
});

function colour(name: string, scheme: 'light' | 'dark'): string {
  const both = new RegExp(`--postern-${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\);`);
  const found = both.exec(sheet('./tokens.css'))?.[scheme === 'light' ? 1 : 2];
  if (!found) throw new Error(`no colour ${name}`);
  return found;
}

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
