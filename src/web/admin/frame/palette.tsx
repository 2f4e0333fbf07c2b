import './frame.css';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import { navigation } from '../navigation.ts';
import type { Destination } from './destinations.ts';
import { type Group, useFound } from './use-found.ts';

const fold = (words: string) => words.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** A search over all pages and objects, by keyboard alone where one likes. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { text, go } = useAdmin();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  // The dialog has just given the focus to its first control.
  useEffect(() => input.current?.focus(), []);
  const words = typed.trim();
  const { groups, looking } = useFound(words);

  const pages = navigation.flatMap((section) =>
    section.entries.map(({ label, to }) => ({ to, name: text(label), under: text(section.label) })),
  );
  const matching = pages.filter(({ name, under }) =>
    fold(words)
      .split(/\s+/)
      .every((word) => fold(`${under} ${name}`).includes(word)),
  );
  const shown: readonly Group[] = [
    ...(matching.length > 0 ? [{ title: text('palette.pages'), found: matching }] : []),
    ...groups,
  ];
  const all = shown.flatMap(({ found }) => found);
  const at = Math.min(active, Math.max(0, all.length - 1));
  const chosen = all[at];

  useEffect(() => {
    if (chosen) list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const open = ({ to }: Destination) => {
    onClose();
    go(to);
  };
  const press = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined && all.length > 0) {
      event.preventDefault();
      setActive((at + step + all.length) % all.length);
    } else if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      open(chosen);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
    }
  };
  const idOf = (to: string) => `${id}-${to}`;

  return (
    <Dialog title={text('palette.title')} shape="box" closeLabel={text('action.close')} onClose={onClose}>
      <div className="a-palette">
        <input
          ref={input}
          type="text"
          role="combobox"
          className="a-palette-input"
          aria-label={text('palette.open')}
          aria-expanded={all.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-describedby={`${id}-keys`}
          {...(chosen ? { 'aria-activedescendant': idOf(chosen.to) } : {})}
          placeholder={text('palette.hint')}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={press}
        />
        <div
          ref={list}
          id={`${id}-list`}
          role="listbox"
          tabIndex={-1}
          aria-label={text('palette.results')}
          className="a-palette-list"
        >
          {shown.map(({ title, found }) => (
            // biome-ignore lint/a11y/useSemanticElements: a listbox has groups of options, and fieldsets are of forms
            <div key={title} role="group" aria-label={title}>
              <p className="a-palette-title" aria-hidden="true">
                {title}
              </p>
              {found.map((one) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field that owns the list
                <div
                  key={one.to}
                  id={idOf(one.to)}
                  role="option"
                  tabIndex={-1}
                  aria-selected={one === chosen}
                  className="a-palette-option"
                  onPointerMove={() => setActive(all.indexOf(one))}
                  onClick={() => open(one)}
                >
                  <span>{one.name}</span>
                  {one.under ? <span className="a-under">{one.under}</span> : null}
                </div>
              ))}
            </div>
          ))}
        </div>
        <p role="status" className="a-soft">
          {looking
            ? text('palette.looking')
            : all.length === 0
              ? text('palette.none', { words })
              : text('palette.count', { count: String(all.length) })}
        </p>
        <p id={`${id}-keys`} className="a-soft">
          {text('palette.keys')}
        </p>
      </div>
    </Dialog>
  );
}
