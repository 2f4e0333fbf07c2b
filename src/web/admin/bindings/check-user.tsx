import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Picker } from '../../../ui/form/picker.tsx';
import { useAdmin } from '../admin.ts';
import type { FieldErrors } from '../client.ts';
import { Badge } from '../parts/badge.tsx';
import { useFormWords } from '../parts/form-words.ts';
import { Json } from '../parts/json.tsx';
import { useLookUp } from '../parts/look-up.ts';
import { sentenceOf } from '../parts/trouble.tsx';
import type { Explanation } from '../wire.ts';
import type { Target } from './target.ts';
import { Trace } from './trace.tsx';

/** Would this person pass, and why? Nothing happens but the answer. */
export function CheckUser({ target }: { readonly target: Target }) {
  const { client, text } = useAdmin();
  const words = useFormWords();
  const lookUp = useLookUp();
  const [user, setUser] = useState<string | null>(null);
  const [address, setAddress] = useState('');
  const [errors, setErrors] = useState<FieldErrors>({});
  const [found, setFound] = useState<Explanation>();
  const [busy, setBusy] = useState(false);

  const ask = async () => {
    setErrors({});
    setBusy(true);
    const reply = await client.send<Explanation>('POST', '/policies/explain/', {
      target: target.pk,
      user: user === null ? null : Number(user),
      ...(address.trim() === '' ? {} : { client_ip: address.trim() }),
    });
    setBusy(false);
    if ('value' in reply) setFound(reply.value);
    else {
      const { trouble } = reply;
      setFound(undefined);
      setErrors(
        Object.keys(trouble.fields).length > 0 ? trouble.fields : { user: [sentenceOf(trouble, text)] },
      );
    }
  };

  return (
    <section className="a-card a-check" aria-label={text('check.title')}>
      <h2>{text('check.title')}</h2>
      <form
        className="a-check-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void ask();
        }}
      >
        <Picker
          refersTo="authentik_core.user"
          label={text('check.user')}
          placeholder={text('check.nobody')}
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
        <Button type="submit" loading={busy}>
          {text('check.run')}
        </Button>
      </form>
      {found ? (
        <div className="a-answer" data-passing={found.passing} role="status">
          <p className="a-answer-verdict">
            <Badge tone={found.passing ? 'good' : 'bad'}>
              {text(found.passing ? 'verdict.pass' : 'verdict.fail')}
            </Badge>
          </p>
          {found.explanation.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          {found.trace.length > 0 ? <Trace trace={found.trace} /> : null}
          {found.effects.length > 0 ? <Json title={text('verdict.effects')} value={found.effects} /> : null}
        </div>
      ) : null}
    </section>
  );
}
