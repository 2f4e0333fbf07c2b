import { type Ref, type RefObject, useImperativeHandle, useRef } from 'react';
import type { CodeHandle } from '../code-editor/code-handle.ts';

interface CodeAreaProps {
  readonly id: string;
  readonly required: boolean;
  readonly invalid: boolean;
  readonly rows: number;
  readonly value: string;
  readonly handle: Ref<CodeHandle>;
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly onChange: (value: string) => void;
}

/** The browser's own control with numbered lines: what is there until the editor has been loaded. */
export function CodeArea(props: CodeAreaProps) {
  const { id, required, invalid, rows, value, handle, area, onChange } = props;
  const gutter = useRef<HTMLDivElement>(null);
  const lines = value.split('\n').length;
  useImperativeHandle(handle, () => ({
    focus: () => area.current?.focus(),
    goTo(line, column) {
      const before = value.split('\n').slice(0, line - 1);
      const start = before.join('\n').length + (line > 1 ? 1 : 0) + column - 1;
      area.current?.focus();
      area.current?.setSelectionRange(start, start);
    },
    insert: (text) => onChange(value.trim() === '' ? text : `${value.trimEnd()}\n${text}`),
  }));
  return (
    <div className="p-code-plain">
      <div className="p-code-gutter" ref={gutter} aria-hidden="true">
        {Array.from({ length: Math.max(lines, rows) }, (_, index) => index + 1).map((line) => (
          <span key={line}>{line <= lines ? line : ' '}</span>
        ))}
      </div>
      <textarea
        ref={area}
        id={id}
        className="p-code-area"
        aria-describedby={`${id}-description${invalid ? ` ${id}-error` : ''}`}
        aria-invalid={invalid}
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
  );
}
