import type { RefObject } from 'react';
import { useAdmin } from '../admin.ts';
import type { FieldErrors } from '../client.ts';
import type { FormHandle } from '../parts/object-form.tsx';
import type { TestResult, Type } from '../wire.ts';
import { PolicyTest } from './policy-test.tsx';
import { judgedBy } from './use-types.ts';

interface DraftTestProps {
  readonly type: Type;
  /** The form whose content is tried. */
  readonly form: RefObject<FormHandle | null>;
  /** The stored policy that the form changes. */
  readonly policy?: string;
  readonly onRefused?: (errors: FieldErrors) => void;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Tries what stands in a form, without saving it; what is wrong with it stands at the form's fields. */
export function DraftTest({ type, form, policy, onRefused }: DraftTestProps) {
  const { client } = useAdmin();
  const key = judgedBy(type);
  return (
    <PolicyTest
      anonymous
      {...(key === undefined ? {} : { entered: () => textOf(form.current?.body()?.[key]) })}
      ask={async (supposed) => {
        const values = form.current?.body();
        if (!values) {
          onRefused?.({});
          return undefined;
        }
        return client.send<TestResult>('POST', '/policies/all/test/', {
          ...supposed,
          model: type.meta_model_name,
          values,
          ...(policy ? { policy } : {}),
        });
      }}
      onRefused={(errors) => {
        form.current?.refuse(errors);
        onRefused?.(errors);
      }}
    />
  );
}
