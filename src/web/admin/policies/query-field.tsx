import { useMemo } from 'react';
import type { CodeAssist, CodeOption, CodePlace } from '../../../ui/code-editor/assist.ts';
import { CodeField } from '../../../ui/form/code-field.tsx';
import type { ControlProps } from '../../../ui/form/control-props.ts';
import type { LookUp } from '../../../ui/form/words.ts';

const OPERATORS = ['startswith', 'endswith', 'within', 'in', 'and', 'or', 'not', 'true', 'false', 'null'];

/** The line and column of a place that is only counted. */
function placeOf(text: string, column: number): CodePlace {
  const before = text.slice(0, column - 1).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

const option = (label: string, kind: CodeOption['kind'], about = ''): CodeOption => ({ label, kind, about });

/** Reads queries over events as the policy reads them, and knows what can stand in one. */
function queryAssist(lookUp: LookUp): CodeAssist {
  const language = () => import('../../../policies/event_matcher/query-parse.ts');
  return {
    async check(text) {
      const found = (await language()).parseQuery(text);
      return 'message' in found ? [{ ...placeOf(text, found.column), message: found.message }] : [];
    },
    async complete(text, { line, column }) {
      const before = (text.split('\n')[line - 1] ?? '').slice(0, column - 1);
      const value = /action\s*(?:=|!=)\s*["']\w*$/.test(before);
      if (value)
        return (await lookUp('event-action', { search: '' }).catch(() => [])).map(
          ({ value: label, label: about }) => option(label, 'constant', about),
        );
      const { EVENT_FIELDS } = await language();
      return [
        ...EVENT_FIELDS.map((field) => option(field, 'property')),
        ...OPERATORS.map((word) => option(word, 'keyword')),
      ];
    },
    explain: async () => undefined,
  };
}

/** A query over events: checked and completed while it is written. */
export function QueryField({ field, value, errors, words, lookUp, onChange }: ControlProps) {
  const assist = useMemo(() => queryAssist(lookUp), [lookUp]);
  return (
    <CodeField
      label={field.title}
      description={field.description}
      required={field.required}
      rows={3}
      value={typeof value === 'string' ? value : ''}
      errors={errors[field.name] ?? []}
      words={words}
      assist={assist}
      onChange={onChange}
    />
  );
}
