import { Input, NumberInput } from '@mantine/core';
import { useId } from 'react';

interface SliderFieldProps {
  readonly label: string;
  readonly description: string | undefined;
  readonly required: boolean;
  readonly error: string | undefined;
  readonly value: number | null;
  /** The usual range. The number beside the slider may lie outside of it, within its own limits. */
  readonly range: readonly [number, number];
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly onChange: (value: number | null) => void;
}

/** A number with a slider over the values that are usual. */
export function SliderField(props: SliderFieldProps) {
  const { label, description, required, error, value, range, min, max, onChange } = props;
  const id = useId();
  const [low, high] = range;
  return (
    <Input.Wrapper id={id} {...{ label, description, required, error }}>
      <div className="p-slider">
        <input
          type="range"
          // For pointers alone: by keyboard and for who does not see it, the number beside it says the same.
          aria-hidden="true"
          tabIndex={-1}
          min={low}
          max={high}
          step={1}
          value={Math.min(Math.max(value ?? low, low), high)}
          onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
        />
        <NumberInput
          id={id}
          classNames={{ wrapper: 'p-field-short' }}
          value={value ?? ''}
          error={error !== undefined}
          onChange={(typed) => onChange(typed === '' ? null : Number(typed))}
          allowDecimal={false}
          {...(min === undefined ? {} : { min })}
          {...(max === undefined ? {} : { max })}
        />
      </div>
    </Input.Wrapper>
  );
}
