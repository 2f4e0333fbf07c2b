import './frame.css';
import { Switch } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import { labelOf } from './destinations.ts';
import { PALETTE_KEYS, setSingleKeys, singleKeys, ways } from './keys.ts';

/** Which keys do what, and the switch for those that are a single one. */
export function Shortcuts({ onClose }: { readonly onClose: () => void }) {
  const { text } = useAdmin();
  const [single, setSingle] = useState(singleKeys);
  const keys: readonly (readonly [string, ReactNode])[] = [
    [text('shortcuts.palette'), <kbd key="k">{PALETTE_KEYS}</kbd>],
    [text('shortcuts.help'), <kbd key="?">?</kbd>],
    [text('shortcuts.search'), <kbd key="/">/</kbd>],
    [text('shortcuts.create'), <kbd key="n">n</kbd>],
    ...Object.entries(ways).flatMap(([letter, to]) => {
      const label = labelOf(to);
      return label
        ? [
            [
              text('shortcuts.go', { page: text(label) }),
              <span key={letter}>
                <kbd>g</kbd> {text('shortcuts.then')} <kbd>{letter}</kbd>
              </span>,
            ] as const,
          ]
        : [];
    }),
  ];
  return (
    <Dialog title={text('shortcuts.title')} shape="box" closeLabel={text('action.close')} onClose={onClose}>
      <dl className="a-keys">
        {keys.map(([does, pressed]) => (
          <div key={does}>
            <dt>{does}</dt>
            <dd>{pressed}</dd>
          </div>
        ))}
      </dl>
      <Switch
        label={text('shortcuts.single')}
        description={text('shortcuts.single_about', { keys: PALETTE_KEYS })}
        checked={single}
        onChange={(event) => {
          setSingle(event.currentTarget.checked);
          setSingleKeys(event.currentTarget.checked);
        }}
      />
    </Dialog>
  );
}
