import { Button, NumberInput, Radio, Switch, TextInput } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { localOf, momentOf } from '../../../ui/form/local-time.ts';
import { Picker } from '../../../ui/form/picker.tsx';
import { useAdmin } from '../admin.ts';
import type { FieldErrors } from '../client.ts';
import { useFormWords } from '../parts/form-words.ts';
import { useLookUp } from '../parts/look-up.ts';
import { useUnsaved } from '../unsaved.ts';
import type { BindingValues } from '../wire.ts';
import type { Condition } from './rule.ts';

const models: Readonly<Record<Condition['kind'], string>> = {
  policy: 'authentik_policies.policy',
  group: 'authentik_core.group',
  user: 'authentik_core.user',
};
const kinds = ['policy', 'group', 'user'] as const;

interface BindingFormProps {
  readonly values: BindingValues;
  /** Whom or what can be bound there. */
  readonly subjects?: readonly Condition['kind'][];
  /** Left out where the policy has just been made: then only the settings are asked for. */
  readonly fixed?: ReactNode;
  readonly submit: string;
  readonly beside?: ReactNode;
  /** Sends it; answers what the API found wrong. */
  readonly onSubmit: (values: BindingValues) => Promise<FieldErrors | undefined>;
}

export const newBinding = (order: number): BindingValues => ({
  policy: null,
  group: null,
  user: null,
  order,
  enabled: true,
  negate: false,
  timeout: 30,
  failure_result: false,
  expires: null,
  dry_run: false,
});

const kindOf = (
  { group, user }: BindingValues,
  [first = 'policy']: readonly Condition['kind'][],
): Condition['kind'] => (group !== null ? 'group' : user !== null ? 'user' : first);

/** Whom or what to bind, and how. */
export function BindingForm({
  values: start,
  subjects = kinds,
  fixed,
  submit,
  beside,
  onSubmit,
}: BindingFormProps) {
  const { text } = useAdmin();
  const words = useFormWords();
  const lookUp = useLookUp();
  const [values, setValues] = useState(start);
  const [kind, setKind] = useState(kindOf(start, subjects));
  const [errors, setErrors] = useState<FieldErrors>({});
  const [busy, setBusy] = useState(false);
  useUnsaved(values !== start && !busy);
  const group = useId();
  const put = (changes: Partial<BindingValues>) => {
    setValues((before) => ({ ...before, ...changes }));
    // What was wrong is being mended: nothing says any more that it is.
    setErrors((before) => Object.fromEntries(Object.entries(before).filter(([name]) => !(name in changes))));
  };
  const key = values[kind];
  const known = new Set([...kinds, 'order', 'timeout', 'expires', 'enabled', 'negate', 'dry_run']);
  const homeless = Object.entries(errors).filter(([name]) => !known.has(name));

  const send = async () => {
    if (key === null) {
      setErrors({ [kind]: [text('binding.choose')] });
      return;
    }
    setBusy(true);
    const others = Object.fromEntries(kinds.map((name) => [name, name === kind ? values[name] : null]));
    const found = await onSubmit({ ...values, ...others });
    setBusy(false);
    setErrors(found ?? {});
  };

  return (
    <form
      className="p-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        void send();
      }}
    >
      {homeless.length > 0 ? (
        <div className="p-form-errors" role="alert">
          {homeless.map(([name, said]) => (
            <p key={name}>{said.join(' ')}</p>
          ))}
        </div>
      ) : null}
      {fixed ?? (
        <>
          <Radio.Group
            label={text('binding.what')}
            value={kind}
            onChange={(value) => setKind(kinds.find((one) => one === value) ?? 'policy')}
          >
            <div className="a-radios">
              {subjects.map((one) => (
                <Radio key={one} name={group} value={one} label={text(`subject.${one}`)} />
              ))}
            </div>
          </Radio.Group>
          <Picker
            key={kind}
            refersTo={models[kind]}
            label={text(`subject.${kind}`)}
            description={text(`binding.about_${kind}`)}
            required
            value={key === null ? null : String(key)}
            onChange={(value) => put({ [kind]: value !== null && kind === 'user' ? Number(value) : value })}
            error={errors[kind]?.join(' ')}
            lookUp={lookUp}
            words={words}
          />
        </>
      )}
      <Switch
        label={text('binding.negate')}
        description={text('binding.about_negate')}
        checked={values.negate}
        onChange={(event) => put({ negate: event.currentTarget.checked })}
      />
      <Switch
        label={text('binding.enabled')}
        checked={values.enabled}
        onChange={(event) => put({ enabled: event.currentTarget.checked })}
      />
      <Switch
        label={text('binding.dry_run')}
        description={text('binding.about_dry_run')}
        checked={values.dry_run}
        onChange={(event) => put({ dry_run: event.currentTarget.checked })}
      />
      <div className="a-pair">
        <NumberInput
          label={text('binding.order')}
          description={text('binding.about_order')}
          allowDecimal={false}
          value={values.order}
          onChange={(value) => put({ order: Number(value) })}
          error={errors.order?.join(' ')}
        />
        <TextInput
          type="datetime-local"
          label={text('binding.expires')}
          description={text('binding.about_expires')}
          value={localOf(values.expires)}
          onChange={(event) => put({ expires: momentOf(event.currentTarget.value) })}
          error={errors.expires?.join(' ')}
        />
      </div>
      {kind === 'policy' ? (
        <>
          <NumberInput
            classNames={{ wrapper: 'p-field-short' }}
            label={text('binding.timeout')}
            description={text('binding.about_timeout')}
            allowDecimal={false}
            min={0}
            value={values.timeout}
            onChange={(value) => put({ timeout: Number(value) })}
            error={errors.timeout?.join(' ')}
          />
          <Radio.Group
            label={text('binding.failure')}
            description={text('binding.about_failure')}
            value={values.failure_result ? 'pass' : 'fail'}
            onChange={(value) => put({ failure_result: value === 'pass' })}
          >
            <div className="a-radios">
              <Radio value="fail" label={text('binding.failure_fail')} />
              <Radio value="pass" label={text('binding.failure_pass')} />
            </div>
          </Radio.Group>
        </>
      ) : null}
      <div className="a-form-actions">
        <Button type="submit" loading={busy}>
          {submit}
        </Button>
        {beside}
      </div>
    </form>
  );
}
