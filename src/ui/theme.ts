import { type ButtonProps, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Pine green in ten steps; the fifth to eighth are Postern's own. */
const pine: MantineColorsTuple = [
  '#eef6f3',
  '#e3efeb',
  '#c3dcd5',
  '#a0c9be',
  '#7fcbb8',
  '#3f8a7a',
  '#1d5c50',
  '#17493f',
  '#123b33',
  '#0b2822',
];

/**
 * Mantine in Postern's colours. The provider writes no `<style>` of its own (the pages' content security policy
 * allows none), so what this theme changes stands in `mantine.css`; a test holds the two together.
 */
export const theme = createTheme({
  primaryColor: 'pine',
  colors: { pine },
  fontFamily: 'var(--postern-font)',
  fontFamilyMonospace: 'var(--postern-font-mono)',
  headings: { fontFamily: 'var(--postern-font)', fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  components: {
    Button: {
      // Mantine writes white on every filled button; our primary is light on dark grounds and wants dark words there.
      vars: (_: unknown, { variant, color }: ButtonProps) => ({
        root:
          (variant ?? 'filled') === 'filled' && !color
            ? { '--button-color': 'var(--postern-on-primary)' }
            : {},
      }),
    },
  },
});
