import { useEffect, useMemo, useRef, useState } from 'react';
import type { CodeAsked, CodeSample } from '../code-editor/assist.ts';
import type { CodeHandle } from '../code-editor/code-handle.ts';
import { guessed } from '../code-editor/guess.ts';
import { CodeField } from './code-field.tsx';
import type { ControlProps } from './control-props.ts';

const isLanguage = (value: unknown): value is 'typescript' | 'python' =>
  value === 'typescript' || value === 'python';

/** An expression: checked, completed and explained while it is written, with examples to begin with. */
export function ExpressionControl(
  props: ControlProps & { readonly target: string; readonly result: boolean },
) {
  const { field, beside, errors, words, expressions, target, result, onChange, onBeside } = props;
  const value = typeof props.value === 'string' ? props.value : '';
  const handle = useRef<CodeHandle>(null);
  const [samples, setSamples] = useState<readonly CodeSample[]>([]);
  const looks = guessed(value) === 'python' ? 'python' : 'typescript';
  const spoken = isLanguage(beside.language) ? beside.language : undefined;
  // Objects without that field are written in TypeScript alone.
  const language = 'language' in beside ? spoken : 'typescript';
  const asked = useMemo((): CodeAsked => ({ language, target, result }), [language, target, result]);
  const assist = useMemo(() => expressions?.assist(asked), [expressions, asked]);

  useEffect(() => {
    let wanted = true;
    void expressions?.samples(asked).then((found) => {
      if (wanted) setSamples(found);
    });
    return () => {
      wanted = false;
    };
  }, [expressions, asked]);

  const other = spoken !== undefined && value.trim() !== '' && looks === 'python' && spoken !== looks;
  return (
    <CodeField
      label={field.title}
      description={field.description}
      required={field.required}
      rows={10}
      value={value}
      errors={errors[field.name] ?? []}
      words={words}
      language={language ?? looks}
      assist={assist}
      handle={handle}
      onChange={onChange}
      tools={
        samples.length > 0 || other ? (
          <>
            {samples.length > 0 ? (
              <select
                className="p-code-samples"
                aria-label={words.code.insertSample}
                value=""
                onChange={(event) => {
                  const sample = samples.find(({ id }) => id === event.currentTarget.value);
                  if (sample) handle.current?.insert(sample.text);
                }}
              >
                <option value="">{words.code.insertSample}</option>
                {samples.map(({ id, title }) => (
                  <option key={id} value={id}>
                    {title}
                  </option>
                ))}
              </select>
            ) : null}
            {other ? (
              <p role="status">
                {words.code.otherLanguage(looks)}
                <button
                  type="button"
                  className="p-link-button"
                  onClick={() => onBeside?.({ language: looks })}
                >
                  {words.code.switchLanguage(looks)}
                </button>
              </p>
            ) : null}
          </>
        ) : undefined
      }
    />
  );
}
