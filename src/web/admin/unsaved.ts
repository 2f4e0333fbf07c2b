import { useEffect } from 'react';

/** The forms whose content would be lost by leaving the page. */
const unsaved = new Set<symbol>();

/** Whether something would be lost. */
const isUnsaved = (): boolean => unsaved.size > 0;

/** Whether what is filled in may be given up; asks where something would be lost. */
export const mayLeave = (question: string): boolean => !isUnsaved() || confirm(question);

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
