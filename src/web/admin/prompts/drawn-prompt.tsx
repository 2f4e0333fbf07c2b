import { useEffect, useRef } from 'react';
import type { PromptField } from '../../flow/wire.ts';

/** A place that is the login page inside: its own style sheets and its own components, apart from the page around. */
export function DrawnPrompt({ fields }: { readonly fields: readonly PromptField[] }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const host = place.current;
    let current = true;
    void import('../../flow/preview.tsx').then(({ drawPrompt }) => {
      if (host && current) drawPrompt(host, fields);
    });
    return () => {
      current = false;
    };
  }, [fields]);
  return <div ref={place} className="a-drawn" />;
}
