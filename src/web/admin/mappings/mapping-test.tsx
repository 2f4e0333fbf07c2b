import { Button } from '@mantine/core';
import { useState } from 'react';
import { CodeField } from '../../../ui/form/code-field.tsx';
import { Picker } from '../../../ui/form/picker.tsx';
import { useAdmin } from '../admin.ts';
import type { FieldErrors } from '../client.ts';
import { Badge } from '../parts/badge.tsx';
import { useFormWords } from '../parts/form-words.ts';
import { useLookUp } from '../parts/look-up.ts';
import { troubleFields } from '../parts/trouble.tsx';

interface Outcome {
  readonly result: string;
  readonly successful: boolean;
}

/** Runs a mapping for somebody and shows what it returns; nothing comes of it. */
export function MappingTest({ path }: { readonly path: string }) {
  const { client, text, me } = useAdmin();
  const words = useFormWords();
  const lookUp = useLookUp();
  const [user, setUser] = useState<string | null>(String(me.pk));
  const [group, setGroup] = useState<string | null>(null);
  const [context, setContext] = useState('{}');
  const [errors, setErrors] = useState<FieldErrors>({});
  const [outcome, setOutcome] = useState<Outcome>();
  const [busy, setBusy] = useState(false);

  const run = async () => {
    let given: unknown;
    try {
      given = JSON.parse(context.trim() === '' ? '{}' : context);
    } catch {
      setErrors({ context: [words.notJson] });
      return;
    }
    setBusy(true);
    const reply = await client.send<Outcome>('POST', `${path}test/?format_result=true`, {
      user: user === null ? null : Number(user),
      group,
      context: given,
    });
    setBusy(false);
    setErrors('trouble' in reply ? troubleFields(reply.trouble, text) : {});
    setOutcome('value' in reply ? reply.value : undefined);
  };
  const shared = { lookUp, words };
  return (
    <section className="a-card a-narrow" aria-label={text('mappings.test')}>
      <p className="a-first a-soft">{text('mappings.test_lead')}</p>
      <form
        className="p-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        {errors[''] ? (
          <p className="p-form-errors" role="alert">
            {errors[''].join(' ')}
          </p>
        ) : null}
        <div className="a-pair">
          <Picker
            {...shared}
            refersTo="authentik_core.user"
            label={text('mappings.user')}
            value={user}
            onChange={setUser}
            error={errors.user?.join(' ')}
          />
          <Picker
            {...shared}
            refersTo="authentik_core.group"
            label={text('mappings.group')}
            value={group}
            onChange={setGroup}
            error={errors.group?.join(' ')}
          />
        </div>
        <CodeField
          language="json"
          label={text('mappings.context')}
          description={text('mappings.context_about')}
          required={false}
          rows={4}
          value={context}
          errors={errors.context ?? []}
          words={words}
          onChange={setContext}
        />
        <div>
          <Button type="submit" loading={busy}>
            {text('mappings.run')}
          </Button>
        </div>
      </form>
      {outcome ? (
        <div className="a-answer" data-passing={outcome.successful} role="status">
          <p className="a-answer-verdict">
            <Badge tone={outcome.successful ? 'good' : 'bad'}>
              {text(outcome.successful ? 'mappings.ran' : 'mappings.failed')}
            </Badge>
          </p>
          <pre className="a-pre">{outcome.result}</pre>
        </div>
      ) : null}
    </section>
  );
}
