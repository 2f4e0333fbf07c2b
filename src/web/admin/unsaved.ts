import { useEffect } from 'react';

/** The forms whose content would be lost by leaving the page. */
const unsaved = new Set<symbol>();

/** Whether something would be lost. */
export const isUnsaved = (): boolean => unsaved.size > 0;

/** While `dirty`, leaving the page is asked about first. */
export function useUnsaved(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return;
    const mine = Symbol('form');
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    unsaved.add(mine);
    addEventListener('beforeunload', ask);
    return () => {
      unsaved.delete(mine);
      removeEventListener('beforeunload', ask);
    };
  }, [dirty]);
}
