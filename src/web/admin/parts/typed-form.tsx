import { Skeleton } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Values } from '../../../ui/form/fields.ts';
import { useAdmin } from '../admin.ts';
import { useLoad } from '../use-load.ts';
import type { Type } from '../wire.ts';
import { ObjectForm } from './object-form.tsx';
import { TroubleMessage } from './trouble.tsx';

interface TypedFormProps<T> {
  readonly type: Type;
  /** What names the object below its type's path. */
  readonly name: string;
  readonly folded?: ReadonlySet<string>;
  readonly without?: ReadonlySet<string>;
  readonly above?: ReactNode;
  readonly onSaved: (saved: T) => void;
}

/** Changes an object of a kind that has types: only its type's path tells and takes all its fields. */
export function TypedForm<T>({ type, name, folded, without, above, onSaved }: TypedFormProps<T>) {
  const { client, text, say } = useAdmin();
  const [version, setVersion] = useState(0);
  const path = `${type.path}${encodeURIComponent(name)}/`;
  const whole = useLoad(path, () => client.get<Values>(path));
  if (whole.trouble && !whole.value)
    return <TroubleMessage trouble={whole.trouble} retry={() => void whole.reload()} />;
  if (!whole.value || !type.schema) return <Skeleton height="24rem" radius="md" />;
  return (
    <div className="a-card a-narrow">
      {above}
      <ObjectForm<T>
        key={version}
        schema={type.schema}
        object={whole.value}
        method="PUT"
        path={path}
        submit={text('action.save')}
        {...(folded ? { folded } : {})}
        {...(without ? { without } : {})}
        onDone={(saved) => {
          say({ words: text('action.saved') });
          void whole.reload().then(() => setVersion(version + 1));
          onSaved(saved);
        }}
      />
    </div>
  );
}
