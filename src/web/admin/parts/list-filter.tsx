import { useAdmin } from '../admin.ts';
import type { Filter } from './list-column.ts';

interface ListFilterProps {
  readonly filter: Filter;
  /** As it stands in the address. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** One filter above a list: a choice, words, or a moment. What is typed counts when the field is left, or at Enter. */
export function ListFilter({ filter: { label, options, input, example }, value, onChange }: ListFilterProps) {
  const { text } = useAdmin();
  if (options)
    return (
      <select
        className="a-select"
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        <option value="">{text('list.any', { what: label })}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    );
  const shown = input === 'moment' ? localOf(value) : value;
  const settle = (typed: string) => {
    if (typed !== shown) onChange(input === 'moment' ? momentOf(typed) : typed.trim());
  };
  return (
    <label className="a-filter">
      <span>{label}</span>
      <input
        // Another value in the address begins the field anew.
        key={value}
        className="a-select"
        type={input === 'moment' ? 'datetime-local' : 'text'}
        placeholder={example}
        defaultValue={shown}
        onBlur={(event) => settle(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && settle(event.currentTarget.value)}
      />
    </label>
  );
}

/** A moment of the address as the reader's clock shows it; empty where it is none. */
function localOf(moment: string): string {
  const time = Date.parse(moment);
  if (Number.isNaN(time)) return '';
  return new Date(time - new Date(time).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

const momentOf = (local: string): string => (local === '' ? '' : new Date(local).toISOString());
