import { Button, Skeleton } from '@mantine/core';
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useMemo, useState } from 'react';
import {
  type Field,
  fieldsOf,
  referencesIn,
  shownOf,
  type Values,
  writtenOf,
} from '../../../ui/form/fields.ts';
import { SchemaForm } from '../../../ui/form/schema-form.tsx';
import { FormWidgets } from '../../../ui/form/widgets.ts';
import type { LookUp } from '../../../ui/form/words.ts';
import { useAdmin } from '../admin.ts';
import type { FieldErrors } from '../client.ts';
import { useUnsaved } from '../unsaved.ts';
import { useExpressions } from './expressions.ts';
import { useFormWords } from './form-words.ts';
import { useLookUp } from './look-up.ts';
import { troubleFields } from './trouble.tsx';
import { widgets } from './widgets.tsx';

interface ObjectFormProps<T> {
  readonly schema: Readonly<Record<string, unknown>>;
  /** The object that is changed; none where a new one is made. */
  readonly object?: Values | undefined;
  /** What stands in the form of a new one, where it is something else than its schema says. */
  readonly start?: Values;
  /** What follows in other fields from what was filled in. */
  readonly follow?: (next: Values, before: Values) => Values;
  readonly method: 'POST' | 'PUT' | 'PATCH';
  readonly path: string;
  readonly submit: string;
  /** Fields that most people leave alone. */
  readonly folded?: ReadonlySet<string>;
  /** Fields that are not shown. */
  readonly without?: ReadonlySet<string>;
  /** Fields that mean nothing for what is filled in: not shown, but kept. */
  readonly idle?: (filled: Values) => ReadonlySet<string>;
  /** What is sent beside what stands in the form. */
  readonly also?: Values;
  readonly beside?: ReactNode;
  /** Told what stands in the form, as it would be sent, whenever that changes. */
  readonly onFilled?: (body: Readonly<Record<string, unknown>>) => void;
  readonly handle?: Ref<FormHandle>;
  /** Kept with all that stands in it, but not shown: a later step of a wizard is. */
  readonly hidden?: boolean;
  /** What the form leads to where it does not save yet. */
  readonly onNext?: () => void;
  /** Told where the API has refused what was sent. */
  readonly onRefused?: () => void;
  readonly onDone: (saved: T, filled: Values) => void;
}

/** What whoever shows a form can ask of it. */
export interface FormHandle {
  /** What stands in it, as it would be sent; undefined where something cannot be read, which is then said. */
  body(): Readonly<Record<string, unknown>> | undefined;
  /** Shows what somebody else has found wrong. */
  refuse(errors: FieldErrors): void;
  send(): Promise<void>;
}

const NOTHING: ReadonlySet<string> = new Set();

/** A form that makes or changes one object; what the API finds wrong stands at its field. */
export function ObjectForm<T>(props: ObjectFormProps<T>) {
  const { schema, object, method, path, submit, folded, without = NOTHING, beside, onFilled, onDone } = props;
  const { handle, hidden, onNext, onRefused } = props;
  const { start: first, follow, also, idle } = props;
  const { client, text } = useAdmin();
  const words = useFormWords();
  const lookUp = useLookUp();
  const expressions = useExpressions(typeof object?.pk === 'string' ? object.pk : undefined);
  const fields = useMemo(() => fieldsOf(schema).filter(({ name }) => !without.has(name)), [schema, without]);
  const [values, setValues] = useState(() => shownOf(fields, object ?? first));
  /** What is stored, or was there at first: there is nothing to lose while the form says the same. */
  const [kept, setKept] = useState(values);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [busy, setBusy] = useState(false);
  useUnsaved(values !== kept && !busy);
  const named = useNames(fields, values, lookUp);

  const read = () => {
    const { body, unreadable } = writtenOf(fields, values);
    setErrors(Object.fromEntries(unreadable.map((name) => [name, [words.notJson]])));
    return unreadable.length > 0 ? undefined : body;
  };

  const send = async () => {
    const body = read();
    if (!body) return;
    setBusy(true);
    const reply = await client.send<T>(method, path, { ...body, ...also });
    if ('value' in reply) {
      setErrors({});
      setKept(values);
      onDone(reply.value, values);
    } else {
      setErrors(troubleFields(reply.trouble, text));
      onRefused?.();
    }
    setBusy(false);
  };

  useImperativeHandle(handle, () => ({ body: read, refuse: setErrors, send }));

  if (!named) return <Skeleton height="20rem" radius="md" />;
  const resting = idle?.(values);
  return (
    <form
      noValidate
      hidden={hidden}
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        if (onNext) onNext();
        else void send();
      }}
    >
      <FormWidgets value={widgets}>
        <SchemaForm
          fields={resting ? fields.filter(({ name }) => !resting.has(name)) : fields}
          values={values}
          errors={errors}
          words={words}
          lookUp={lookUp}
          expressions={expressions}
          onChange={(next) => {
            const changed = follow ? follow(next, values) : next;
            setValues(changed);
            onFilled?.(writtenOf(fields, changed).body);
          }}
          {...(folded ? { folded: { title: text('form.more'), names: folded } } : {})}
        />
      </FormWidgets>
      <div className="a-form-actions">
        <Button type="submit" loading={busy}>
          {submit}
        </Button>
        {beside}
      </div>
    </form>
  );
}

/** Whether what the form refers to has names. Shown earlier, its controls would grow under the reader's eyes. */
function useNames(fields: readonly Field[], values: Values, lookUp: LookUp): boolean {
  const [wanted] = useState(() =>
    [...referencesIn(fields, values)].filter(
      ([ref, keys]) => lookUp.known?.(ref, keys).length !== keys.length,
    ),
  );
  const [named, setNamed] = useState(wanted.length === 0);
  useEffect(() => {
    if (wanted.length === 0) return;
    let current = true;
    // Whatever cannot be found is shown by its key; the form must not wait for it for ever.
    void Promise.allSettled(wanted.map(([ref, keys]) => lookUp(ref, { search: '', keys }))).then(() => {
      if (current) setNamed(true);
    });
    return () => {
      current = false;
    };
  }, [wanted, lookUp]);
  return named;
}
