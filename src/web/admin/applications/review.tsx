import { Button } from '@mantine/core';
import type { Values } from '../../../ui/form/fields.ts';
import { useAdmin } from '../admin.ts';
import type { FieldErrors } from '../client.ts';
import { Facts } from '../parts/facts.tsx';
import { MadeOnce } from '../providers/made.tsx';
import type { BindingValues, Type } from '../wire.ts';
import { SubjectName } from './subject-name.tsx';

interface ReviewProps {
  readonly app: Values;
  readonly type: Type | undefined;
  readonly provider: Values;
  readonly bindings: readonly BindingValues[];
  readonly errors: FieldErrors;
}

/** What is about to be made. */
export function Review({ app, type, provider, bindings, errors }: ReviewProps) {
  const { text } = useAdmin();
  const said = Object.values(errors).flat();
  const mode = text(app.policy_engine_mode === 'all' ? 'decisions.all' : 'decisions.any');
  return (
    <>
      {said.length > 0 ? (
        <div className="p-form-errors" role="alert">
          {said.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      ) : null}
      <Facts
        facts={[
          [text('applications.one'), String(app.name)],
          [text('column.slug'), <code key="slug">{String(app.slug)}</code>],
          [text('wizard.type'), type?.name ?? '–'],
          [text('wizard.provider'), String(provider.name ?? '–')],
          [
            text('wizard.bindings'),
            bindings.length === 0 ? (
              text('rule.application.pass')
            ) : (
              <ul key="bindings" className="a-links">
                {bindings.map((binding) => (
                  <li key={binding.order}>
                    {binding.negate ? `${text('rule.not')} ` : ''}
                    <SubjectName binding={binding} />
                  </li>
                ))}
              </ul>
            ),
          ],
          ...(bindings.length > 1 ? ([[text('decisions.mode'), mode]] as const) : []),
        ]}
      />
    </>
  );
}

interface DoneProps {
  readonly provider: Values;
  readonly type: Type;
  readonly onGo: () => void;
}

/** It is made. What can never be shown again is shown now. */
export function Done({ provider, type, onGo }: DoneProps) {
  const { text } = useAdmin();
  return (
    <div className="a-card a-narrow">
      <MadeOnce type={type} filled={provider} />
      <div className="a-form-actions">
        <Button onClick={onGo}>{text('wizard.go')}</Button>
      </div>
    </div>
  );
}
