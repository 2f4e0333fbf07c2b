import { Input } from '@mantine/core';
import { useId, useRef } from 'react';
import type { FormWords } from './words.ts';

interface CodeFieldProps {
  readonly label: string;
  readonly description: string;
  readonly required: boolean;
  readonly rows: number;
  readonly value: string;
  readonly errors: readonly string[];
  readonly words: FormWords;
  readonly onChange: (value: string) => void;
}

/** A text with numbered lines. Errors that name a line can be followed to it. */
export function CodeField({
  label,
  description,
  required,
  rows,
  value,
  errors,
  words,
  onChange,
}: CodeFieldProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  const id = useId();
  const lines = value.split('\n').length;

  const jump = (line: number, column: number) => {
    const start =
      value
        .split('\n')
        .slice(0, line - 1)
        .join('\n').length + (line > 1 ? 1 : 0);
    area.current?.focus();
    area.current?.setSelectionRange(start + column - 1, start + column - 1);
  };

  return (
    <Input.Wrapper
      id={id}
      label={label}
      description={description}
      required={required}
      error={errors.length > 0 ? <CodeErrors errors={errors} words={words} onJump={jump} /> : undefined}
    >
      <div className="p-code" data-invalid={errors.length > 0}>
        <div className="p-code-gutter" ref={gutter} aria-hidden="true">
          {Array.from({ length: Math.max(lines, rows) }, (_, index) => index + 1).map((line) => (
            <span key={line}>{line <= lines ? line : ' '}</span>
          ))}
        </div>
        <textarea
          ref={area}
          id={id}
          className="p-code-area"
          aria-describedby={`${id}-description${errors.length > 0 ? ` ${id}-error` : ''}`}
          aria-invalid={errors.length > 0}
          rows={Math.max(rows, Math.min(lines, 30))}
          value={value}
          required={required}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          wrap="off"
          onChange={(event) => onChange(event.currentTarget.value)}
          onScroll={(event) => {
            if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
          }}
        />
      </div>
    </Input.Wrapper>
  );
}

function CodeErrors(props: {
  readonly errors: readonly string[];
  readonly words: FormWords;
  readonly onJump: (line: number, column: number) => void;
}) {
  return (
    <span className="p-code-errors">
      {props.errors.map((error) => {
        const [, line, column] = /Line (\d+), column (\d+)/.exec(error) ?? [];
        return (
          <span key={error}>
            {error}
            {line && column ? (
              <button
                type="button"
                className="p-link-button"
                onClick={() => props.onJump(Number(line), Number(column))}
              >
                {props.words.goToLine(line)}
              </button>
            ) : null}
          </span>
        );
      })}
    </span>
  );
}
