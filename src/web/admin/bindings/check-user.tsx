import { Button, TextInput } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { CodeField } from '../../../ui/form/code-field.tsx';
import { momentOf } from '../../../ui/form/local-time.ts';
import { Picker } from '../../../ui/form/picker.tsx';
import { withParams } from '../address.ts';
import { useAdmin } from '../admin.ts';
import type { FieldErrors } from '../client.ts';
import { Badge } from '../parts/badge.tsx';
import { useFormWords } from '../parts/form-words.ts';
import { Json } from '../parts/json.tsx';
import { useLookUp } from '../parts/look-up.ts';
import { sentenceOf } from '../parts/trouble.tsx';
import type { Explanation } from '../wire.ts';
import { paramsOf, type Question, questionIn } from './check-address.ts';
import type { Target } from './target.ts';
import { Trace } from './trace.tsx';

const NOTHING: Question = { user: null, address: '', time: '', context: '' };

/** Would this person pass, from there and then, and why? Nothing happens but the answer. */
export function CheckUser({ target }: { readonly target: Target }) {
  const { client, text, path, search, go } = useAdmin();
  const words = useFormWords();
  const lookUp = useLookUp();
  const [question, setQuestion] = useState(NOTHING);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [found, setFound] = useState<Explanation>();
  const [busy, setBusy] = useState(false);
  const [unfolded, setUnfolded] = useState(false);
  const section = useRef<HTMLElement>(null);
  const put = (changes: Partial<Question>) => setQuestion((before) => ({ ...before, ...changes }));

  const ask = useCallback(
    async ({ user, address, time, context }: Question) => {
      setErrors({});
      let data: unknown;
      try {
        data = context.trim() === '' ? undefined : JSON.parse(context);
      } catch {
        setErrors({ context: [words.notJson] });
        return;
      }
      setBusy(true);
      const at = momentOf(time);
      const reply = await client.send<Explanation>('POST', '/policies/explain/', {
        target: target.pk,
        user: user === null ? null : Number(user),
        ...(data === undefined ? {} : { context: data }),
        ...(address.trim() === '' ? {} : { client_ip: address.trim() }),
        ...(at === null ? {} : { time: at }),
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
    },
    [client, target.pk, text, words.notJson],
  );

  // What the address asks is asked: after following a link, and when "check" is chosen beside somebody.
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    const asked = questionIn(search, target.pk);
    if (!asked) return;
    setQuestion(asked);
    section.current?.scrollIntoView({ block: 'nearest' });
    void latest.current(asked);
  }, [search, target.pk]);

  const submit = () => {
    const address = withParams(path, search, paramsOf(question, target.pk));
    if (address === `${path}${search}`) void ask(question);
    else go(address, { replace: true });
  };
  const homeless = Object.entries(errors).filter(
    ([name]) => !['user', 'client_ip', 'time'].includes(name) && !name.startsWith('context'),
  );

  return (
    <section ref={section} className="a-card a-check" aria-label={text('check.title')}>
      <h2>{text('check.title')}</h2>
      <p className="a-soft">{text('check.lead')}</p>
      <form
        className="p-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className="a-check-form">
          <Picker
            refersTo="authentik_core.user"
            label={text('check.user')}
            placeholder={text('check.nobody')}
            value={question.user}
            onChange={(user) => put({ user })}
            error={errors.user?.join(' ')}
            lookUp={lookUp}
            words={words}
          />
          <TextInput
            label={text('test.address')}
            placeholder={text('test.address_hint')}
            value={question.address}
            onChange={(event) => put({ address: event.currentTarget.value })}
            error={errors.client_ip?.join(' ')}
          />
          <TextInput
            type="datetime-local"
            label={text('check.time')}
            value={question.time}
            onChange={(event) => put({ time: event.currentTarget.value })}
            error={errors.time?.join(' ')}
          />
        </div>
        <details
          className="p-form-folded"
          open={unfolded || question.context !== ''}
          onToggle={(event) => setUnfolded(event.currentTarget.open)}
        >
          <summary>{text('test.context')}</summary>
          {/* Its editor is large, and most questions have no context. */}
          {unfolded || question.context !== '' ? (
            <CodeField
              label={text('test.context')}
              description={text('test.context_hint')}
              required={false}
              rows={5}
              value={question.context}
              errors={errors.context ?? []}
              words={words}
              onChange={(context) => put({ context })}
            />
          ) : null}
        </details>
        {homeless.map(([name, said]) => (
          <p key={name} className="a-error" role="alert">
            {said.join(' ')}
          </p>
        ))}
        <div>
          <Button type="submit" loading={busy}>
            {text('check.run')}
          </Button>
        </div>
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
          <Json title={text('decisions.facts')} value={found.facts} />
        </div>
      ) : null}
    </section>
  );
}
