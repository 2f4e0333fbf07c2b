import { useAdmin } from '../admin.ts';

interface OrderControlsProps {
  readonly name: string;
  readonly order: number;
  /** Its place among all, from 0. */
  readonly place: number;
  readonly last: boolean;
  readonly onDrag: () => void;
  readonly onMove: (to: number) => void;
}

/** Where something stands among others: dragged by its handle, or moved up and down by keyboard. */
export function OrderControls({ name, order, place, last, onDrag, onMove }: OrderControlsProps) {
  const { text } = useAdmin();
  return (
    <span className="a-order">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the two buttons beside it do the same by keyboard */}
      <span
        className="a-handle"
        draggable
        title={text('binding.drag')}
        onDragStart={(event) => {
          event.dataTransfer.setData('text/plain', name);
          onDrag();
        }}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01" />
        </svg>
      </span>
      <span className="a-order-number">{order}</span>
      <button
        type="button"
        className="p-icon-button a-small"
        aria-label={text('binding.up', { name })}
        disabled={place === 0}
        onClick={() => onMove(place - 1)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M4 10l4-4 4 4" />
        </svg>
      </button>
      <button
        type="button"
        className="p-icon-button a-small"
        aria-label={text('binding.down', { name })}
        disabled={last}
        onClick={() => onMove(place + 1)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M4 6l4 4 4-4" />
        </svg>
      </button>
    </span>
  );
}
