import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core';

export type Theme = 'automatic' | 'light' | 'dark';

type Listener = (scheme: MantineColorScheme) => void;
const listeners = new Set<Listener>();

const schemeOf = (theme: string | undefined): MantineColorScheme =>
  theme === 'light' || theme === 'dark' ? theme : 'auto';

/** What the person chose, as the server wrote it into the page; the tokens read it too. */
export const chosenScheme = (): MantineColorScheme => schemeOf(document.documentElement.dataset.theme);

/** Changes the page's look at once; whoever calls this keeps the choice elsewhere. */
export function showTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === 'automatic') delete dataset.theme;
  else dataset.theme = theme;
  for (const tell of listeners) tell(schemeOf(theme));
}

/** The colour scheme is the system's or the one of the page: nothing else is stored, so nothing can disagree. */
export const pageScheme = (): MantineColorSchemeManager => {
  let mine: Listener | undefined;
  const unsubscribe = () => {
    if (mine) listeners.delete(mine);
  };
  return {
    get: chosenScheme,
    set: () => undefined,
    clear: () => undefined,
    subscribe(tell) {
      mine = tell;
      listeners.add(tell);
    },
    unsubscribe,
  };
};

/** When the picture for dark grounds is the right one. */
export const darkMedia = (): string => {
  const scheme = chosenScheme();
  return scheme === 'auto' ? '(prefers-color-scheme: dark)' : scheme === 'dark' ? 'all' : 'not all';
};
