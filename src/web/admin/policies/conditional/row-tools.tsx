import { Switch } from '@mantine/core';
import type { Text } from '../../../../ui/texts.ts';
import type { Key } from '../../texts/english.ts';

interface RowToolsProps {
  readonly text: Text<Key>;
  /** What the row is, for who hears the page. */
  readonly name: string;
  readonly enabled?: boolean;
  readonly onEnable?: (enabled: boolean) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onRemove: () => void;
}

/** Moves a row of the builder, switches it off, takes it out. */
export function RowTools(props: RowToolsProps) {
  const { text, name, enabled, onEnable, onMove, isFirst, isLast, onRemove } = props;
  return (
    <span className="a-builder-tools">
      {onEnable ? (
        <Switch
          size="sm"
          aria-label={text('builder.enabled', { name })}
          checked={enabled ?? true}
          onChange={(event) => onEnable(event.currentTarget.checked)}
        />
      ) : null}
      <button
        type="button"
        className="p-icon-button"
        aria-label={text('builder.up', { name })}
        disabled={isFirst}
        onClick={() => onMove(-1)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M3.5 10l4.5-4.5 4.5 4.5" />
        </svg>
      </button>
      <button
        type="button"
        className="p-icon-button"
        aria-label={text('builder.down', { name })}
        disabled={isLast}
        onClick={() => onMove(1)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M3.5 6l4.5 4.5 4.5-4.5" />
        </svg>
      </button>
      <button
        type="button"
        className="p-icon-button"
        aria-label={text('builder.remove', { name })}
        onClick={onRemove}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M3.5 3.5l9 9m0-9l-9 9" />
        </svg>
      </button>
    </span>
  );
}
