import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CodeField } from '../../../ui/form/code-field.tsx';
import { Picker } from '../../../ui/form/picker.tsx';
import { useAdmin } from '../admin.ts';
import type { FieldErrors } from '../client.ts';
import { Badge } from '../parts/badge.tsx';
import { useFormWords } from '../parts/form-words.ts';
import { Json } from '../parts/json.tsx';
import { useLookUp } from '../parts/look-up.ts';
import { sentenceOf } from '../parts/trouble.tsx';
import type { TestResult } from '../wire.ts';

/** Asks a policy about somebody, from an address, with a context; nothing happens but the answer. */
export function PolicyTest({ pk }: { readonly pk: string }) {
  const { client, text, me } = useAdmin();
  const words = useFormWords();
  const lookUp = useLookUp();
  const [user, setUser] = useState<string | null>(String(me.pk));
  const [address, setAddress] = useState('');
  const [context, setContext] = useState('{}');
  const [errors, setErrors] = useState<FieldErrors>({});
  const [result, setResult] = useState<TestResult>();
  const [busy, setBusy] = useState(false);

  const ask = async () => {
    setErrors({});
    let data: unknown;
    try {
      data = JSON.parse(context.trim() === '' ? '{}' : context);
    } catch {
      setErrors({ context: [words.notJson] });
      return;
    }
    if (user === null) {
      setErrors({ user: [text('test.choose_user')] });
      return;
    }
    setBusy(true);
    const reply = await client.send<TestResult>('POST', `/policies/all/${pk}/test/`, {
      user: Number(user),
      context: data,
      ...(address.trim() === '' ? {} : { client_ip: address.trim() }),
    });
    setBusy(false);
    if ('value' in reply) setResult(reply.value);
    else {
      setResult(undefined);
      const { trouble } = reply;
      setErrors(
        Object.keys(trouble.fields).length > 0 ? trouble.fields : { user: [sentenceOf(trouble, text)] },
      );
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
          void ask();
        }}
      >
        <div className="a-pair">
          <Picker
            refersTo="authentik_core.user"
            label={text('test.user')}
            required
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
        </div>
        <details className="p-form-folded" {...(errors.context ? { open: true } : {})}>
          <summary>{text('test.context')}</summary>
          <CodeField
            label={text('test.context')}
            description={text('test.context_hint')}
            required={false}
            rows={5}
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
      </form>
      {result ? <TestAnswer result={result} /> : null}
    </section>
  );
}

function TestAnswer({ result }: { readonly result: TestResult }) {
  const { text } = useAdmin();
  const {
    passing,
    messages,
    explanation = [],
    log_messages,
    reasons = [],
    raw_result,
    effects = [],
  } = result;
  return (
    <div className="a-answer" data-passing={passing} role="status">
      <p className="a-answer-verdict">
        <Badge tone={passing ? 'good' : 'bad'}>{text(passing ? 'verdict.pass' : 'verdict.fail')}</Badge>
        {typeof result.duration === 'number' ? (
          <span className="a-soft">{text('verdict.duration', { ms: result.duration.toFixed(1) })}</span>
        ) : null}
      </p>
      {[...explanation, ...messages].map((message) => (
        <p key={message}>{message}</p>
      ))}
      {reasons.length > 0 ? <p className="a-soft">{reasons.join(', ')}</p> : null}
      {raw_result === undefined ? null : <Json title={text('verdict.raw')} value={raw_result} />}
      {effects.length > 0 ? <Json title={text('verdict.effects')} value={effects} /> : null}
      {log_messages.length > 0 ? (
        <Json
          title={text('verdict.logs')}
          value={log_messages.map(({ log_level, event }) => `${log_level}: ${event}`)}
        />
      ) : null}
    </div>
  );
}
