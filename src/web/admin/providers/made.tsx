import { Button } from '@mantine/core';
import type { Values } from '../../../ui/form/fields.ts';
import { useAdmin } from '../admin.ts';
import { Copy } from '../parts/copy.tsx';
import { Facts } from '../parts/facts.tsx';
import { fieldsOfType } from '../parts/type-wizard.tsx';
import type { Type } from '../wire.ts';

interface MadeProps {
  readonly name: string;
  readonly type: Type;
  readonly filled: Values;
  readonly onGo: () => void;
}

/** A provider is made. What can never be shown again is shown now. */
export function Made({ name, type, filled, onGo }: MadeProps) {
  const { text } = useAdmin();
  return (
    <>
      <p className="a-first" role="status">
        {text('providers.made', { name })}
      </p>
      <MadeOnce type={type} filled={filled} />
      <div className="a-form-actions">
        <Button onClick={onGo}>{text('providers.go')}</Button>
      </div>
    </>
  );
}

/** What was made for the application to know: names, and secrets that nobody can read again. */
export function MadeOnce({ type, filled }: Pick<MadeProps, 'type' | 'filled'>) {
  const { text } = useAdmin();
  const fields = fieldsOfType(type).filter(({ name }) => type.generated?.includes(name));
  const secrets = fields.some(({ control }) => control === 'secret');
  return (
    <>
      {secrets ? <p className="a-first">{text('wizard.secrets')}</p> : null}
      <Facts
        facts={fields.map(({ name, title }) => [
          title,
          <Copy key={name} label={title} value={String(filled[name] ?? '')} />,
        ])}
      />
    </>
  );
}
