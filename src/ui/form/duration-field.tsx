import { Input, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useId } from 'react';
import { type DurationPart, nextUnit, partsOf, textOfParts, UNITS, type Unit } from './duration.ts';
import type { FormWords } from './words.ts';

interface DurationFieldProps {
  readonly label: string;
  readonly description: string | undefined;
  readonly required: boolean;
  readonly error: string | undefined;
  readonly value: string;
  readonly words: FormWords;
  readonly onChange: (value: string) => void;
}

/** A duration as numbers with their units. What cannot be read as one stays a text that can be mended. */
export function DurationField(props: DurationFieldProps) {
  const { label, description, required, error, value, words, onChange } = props;
  const id = useId();
  const parts = partsOf(value);
  if (!parts)
    return (
      <TextInput
        {...{ label, description, required, error, value }}
        placeholder={words.durationHint}
        onChange={(event) => onChange(event.currentTarget.value)}
        autoComplete="off"
      />
    );
  // An empty duration begins with a row, so that there is something to fill in.
  const shown: readonly DurationPart[] = parts.length > 0 ? parts : [{ unit: 'hours', amount: null }];
  const put = (index: number, part: DurationPart) => {
    const changed = shown.map((one, at) => (at === index ? part : one));
    onChange(changed.length === 1 && part.amount === null && !required ? '' : textOfParts(changed));
  };
  const further = nextUnit(shown);
  return (
    <Input.Wrapper id={id} {...{ label, description, required, error }} labelElement="div">
      <fieldset className="p-duration" aria-labelledby={`${id}-label`}>
        {shown.map(({ unit, amount }, index) => (
          <span className="p-duration-part" key={unit}>
            <NumberInput
              classNames={{ wrapper: 'p-field-short' }}
              aria-label={`${label}: ${words.unit(unit)}`}
              value={amount ?? ''}
              min={0}
              error={error !== undefined}
              onChange={(typed) => put(index, { unit, amount: typed === '' ? null : Number(typed) })}
            />
            <NativeSelect
              aria-label={words.unitOf(label)}
              value={unit}
              onChange={(event) => {
                const chosen = UNITS.find((one): one is Unit => one === event.currentTarget.value);
                if (chosen) put(index, { unit: chosen, amount });
              }}
              data={UNITS.filter((one) => one === unit || !shown.some((part) => part.unit === one)).map(
                (one) => ({ value: one, label: words.unit(one) }),
              )}
            />
            {shown.length > 1 ? (
              <button
                type="button"
                className="p-icon-button"
                aria-label={`${words.remove}: ${words.unit(unit)}`}
                onClick={() => onChange(textOfParts(shown.filter((_, at) => at !== index)))}
              >
                <svg viewBox="0 0 16 16" aria-hidden="true">
                  <path d="M3.5 3.5l9 9m0-9l-9 9" />
                </svg>
              </button>
            ) : null}
          </span>
        ))}
        {further && shown.every(({ amount }) => amount !== null && amount > 0) ? (
          <button
            type="button"
            className="p-link-button"
            onClick={() => onChange(textOfParts([...shown, { unit: further, amount: 0 }]))}
          >
            {words.addUnit}
          </button>
        ) : null}
      </fieldset>
    </Input.Wrapper>
  );
}
