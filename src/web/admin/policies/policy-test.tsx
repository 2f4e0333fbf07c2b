import './policies.css';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CodeField } from '../../../ui/form/code-field.tsx';
import { momentOf } from '../../../ui/form/local-time.ts';
import { Picker } from '../../../ui/form/picker.tsx';
import { useAdmin } from '../admin.ts';
import type { FieldErrors, Reply } from '../client.ts';
import { useFormWords } from '../parts/form-words.ts';
import { useLookUp } from '../parts/look-up.ts';
import { sentenceOf } from '../parts/trouble.tsx';
import type { TestResult } from '../wire.ts';
import { TestAnswer } from './test-answer.tsx';

/** Whom, from where, when and with what a policy is asked. */
export interface Supposed {
  readonly user: number | null;
  readonly context: unknown;
  readonly client_ip?: string;
  readonly time?: string;
}

interface PolicyTestProps {
  /** Asks; undefined where there is nothing to ask yet, which whoever shows this says then. */
  readonly ask: (supposed: Supposed) => Promise<Reply<TestResult> | undefined>;
  /** Whether it may be asked about somebody who is not signed in. */
  readonly anonymous: boolean;
  /** The field of a form that the policy judges, where it judges one. */
  readonly entered?: () => string | undefined;
  /** Told of what is wrong with the policy itself. */
  readonly onRefused?: (errors: FieldErrors) => void;
}

/** The fields of this form; whatever else the API finds wrong is wrong with the policy. */
const OWN = ['user', 'client_ip', 'time', 'context'];

/** The context with something entered in the form that the policy judges. */
function withEntered(context: unknown, field: string | undefined, value: string): unknown {
  if (field === undefined || typeof context !== 'object' || context === null) return context;
  const { prompt_data } = context as { readonly prompt_data?: unknown };
  return { ...context, prompt_data: { ...(prompt_data as object | undefined), [field]: value } };
}

/** Asks a policy about somebody, from an address, at a time, with a context; nothing happens but the answer. */
export function PolicyTest({ ask, anonymous, entered, onRefused }: PolicyTestProps) {
  const { text, me } = useAdmin();
  const words = useFormWords();
  const lookUp = useLookUp();
  const [user, setUser] = useState<string | null>(String(me.pk));
  const [address, setAddress] = useState('');
  const [time, setTime] = useState('');
  const [sample, setSample] = useState('');
  const [context, setContext] = useState('{}');
  const [errors, setErrors] = useState<FieldErrors>({});
  const [result, setResult] = useState<TestResult>();
  const [busy, setBusy] = useState(false);

  const run = async () => {
    setErrors({});
    let data: unknown;
    try {
      data = JSON.parse(context.trim() === '' ? '{}' : context);
    } catch {
      setErrors({ context: [words.notJson] });
      return;
    }
    if (user === null && !anonymous) {
      setErrors({ user: [text('test.choose_user')] });
      return;
    }
    const moment = momentOf(time);
    setBusy(true);
    const reply = await ask({
      user: user === null ? null : Number(user),
      context: sample === '' ? data : withEntered(data, entered?.(), sample),
      ...(address.trim() === '' ? {} : { client_ip: address.trim() }),
      ...(moment === null ? {} : { time: moment }),
    });
    setBusy(false);
    if (reply === undefined) setResult(undefined);
    else if ('value' in reply) setResult(reply.value);
    else {
      setResult(undefined);
      const { fields } = reply.trouble;
      const named = Object.keys(fields);
      if (named.some((name) => !OWN.includes(name))) {
        setErrors({ '': [text('test.policy_refused')] });
        onRefused?.(fields);
      } else setErrors(named.length > 0 ? fields : { '': [sentenceOf(reply.trouble, text)] });
    }
  };

  return (
    <section className="a-test" aria-label={text('test.title')}>
      <h2>{text('test.title')}</h2>
      <p className="a-soft">{text('test.lead')}</p>
      <form
        className="p-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          void run();
        }}
      >
        <div className="a-pair">
          <Picker
            refersTo="authentik_core.user"
            label={text('test.user')}
            {...(anonymous ? { placeholder: text('test.nobody') } : { required: true })}
            value={user}
            onChange={setUser}
            error={errors.user?.join(' ')}
            lookUp={lookUp}
            words={words}
          />
          <TextInput
            label={text('test.address')}
            placeholder={text('test.address_hint')}
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
            error={errors.client_ip?.join(' ')}
          />
          <TextInput
            type="datetime-local"
            label={text('test.time')}
            value={time}
            onChange={(event) => setTime(event.currentTarget.value)}
            error={errors.time?.join(' ')}
          />
          {entered ? (
            <TextInput
              label={text('test.sample')}
              placeholder={text('test.sample_hint')}
              value={sample}
              onChange={(event) => setSample(event.currentTarget.value)}
              autoComplete="off"
              spellCheck={false}
            />
          ) : null}
        </div>
        <details className="p-form-folded" {...(errors.context ? { open: true } : {})}>
          <summary>{text('test.context')}</summary>
          <CodeField
            label={text('test.context')}
            description={text('test.context_hint')}
            required={false}
            rows={5}
            language="json"
            value={context}
            errors={errors.context ?? []}
            words={words}
            onChange={setContext}
          />
        </details>
        <div>
          <Button type="submit" variant="default" loading={busy}>
            {text('test.run')}
          </Button>
        </div>
        {errors[''] ? (
          <p className="a-error" role="alert">
            {errors[''].join(' ')}
          </p>
        ) : null}
      </form>
      {result ? <TestAnswer result={result} /> : null}
    </section>
  );
}
