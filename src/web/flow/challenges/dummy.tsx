/** @jsxImportSource preact */

import { usePage } from '../page.ts';
import { Form } from '../parts/form.tsx';
import { Submit } from '../parts/submit.tsx';
import type { DummyChallenge } from '../wire.ts';

/** A step that asks for nothing: for trying a flow out. */
export function Dummy({ challenge }: { readonly challenge: DummyChallenge }) {
  const { text } = usePage();
  return (
    <Form
      title={challenge.flow_info?.title || text('dummy.title')}
      lead={text('dummy.lead', { name: challenge.name ?? '' })}
      read={() => ({ values: {} })}
    >
      <Submit label={text('action.continue')} />
    </Form>
  );
}
