import { useEffect, useRef } from 'react';
import { useAdmin } from '../admin.ts';
import { singleKeys, ways } from './keys.ts';

/** How long after `g` the letter may come. */
const SOON = 1_500;

interface Opened {
  readonly palette: () => void;
  readonly shortcuts: () => void;
}

/** Listens for the keys of the whole interface; while something is typed or asked, letters are letters. */
export function useKeys(opened: Opened): void {
  const { go } = useAdmin();
  const now = useRef({ go, opened });
  now.current = { go, opened };

  useEffect(() => {
    let begun = 0;
    const press = (event: KeyboardEvent) => {
      const asked = document.querySelector('dialog[open]') !== null;
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey) {
        event.preventDefault();
        if (!asked) now.current.opened.palette();
        return;
      }
      if (asked || event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || !singleKeys()) return;
      const way = performance.now() - begun < SOON ? ways[event.key] : undefined;
      begun = event.key === 'g' && way === undefined ? performance.now() : 0;
      if (way !== undefined) now.current.go(way);
      else if (event.key === '?') now.current.opened.shortcuts();
      else if (event.key === '/') document.querySelector<HTMLElement>('.a-list .a-search input')?.focus();
      else if (event.key === 'n' && document.querySelector('.a-list'))
        document.querySelector<HTMLElement>('.a-head-actions :is(a, button)')?.click();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}

const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
