import { Skeleton } from '@mantine/core';
import { useAdmin } from '../admin.ts';
import { ObjectForm } from '../parts/object-form.tsx';
import { TroubleMessage } from '../parts/trouble.tsx';
import { useTypes } from '../policies/use-types.ts';
import { useLoad } from '../use-load.ts';
import type { Typed } from '../wire.ts';

interface EditStageProps {
  /** A stage as lists show it: which type it is, and that is enough to find the rest. */
  readonly stage: Pick<Typed, 'pk' | 'component' | 'meta_model_name'>;
  readonly onSaved: () => void;
}

/** The fields of a stage, which only its type's path tells. */
export function EditStage({ stage, onSaved }: EditStageProps) {
  const { client, text, say } = useAdmin();
  const types = useTypes('stages');
  const type = types.value?.find(({ meta_model_name }) => meta_model_name === stage.meta_model_name);
  const path = type?.path ? `${type.path}${stage.pk}/` : undefined;
  const whole = useLoad<Readonly<Record<string, unknown>> | undefined>(path ?? '', async () =>
    path === undefined ? { value: undefined } : client.get<Readonly<Record<string, unknown>>>(path),
  );
  const trouble = types.trouble ?? whole.trouble;
  if (trouble && !whole.value) return <TroubleMessage trouble={trouble} retry={() => void whole.reload()} />;
  if (!whole.value || !type?.schema || path === undefined) return <Skeleton height="24rem" radius="md" />;
  return (
    <>
      <p className="a-first a-soft">{type.description}</p>
      <ObjectForm
        key={String(whole.value.last_updated)}
        schema={type.schema}
        object={whole.value}
        method="PUT"
        path={path}
        submit={text('action.save')}
        onDone={() => {
          say({ words: text('action.saved') });
          void whole.reload();
          onSaved();
        }}
      />
    </>
  );
}
