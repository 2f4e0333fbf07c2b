/** @jsxImportSource preact */
import { usePage } from '../../page.ts';
import { Form } from '../../parts/form.tsx';
import { Submit } from '../../parts/submit.tsx';
import type { AuthenticatorValidateChallenge } from '../../wire.ts';

/** Nothing is set up yet: what shall it be? */
export function SetUpPicker({ challenge }: { readonly challenge: AuthenticatorValidateChallenge }) {
  const { text } = usePage();
  return (
    <Form
      title={challenge.flow_info?.title || text('validate.set_up_title')}
      lead={text('validate.set_up')}
      user={challenge}
      read={(_, button) => ({ values: { selected_stage: button?.getAttribute('value') ?? '' } })}
    >
      <div class="choices">
        {(challenge.configuration_stages ?? []).map(({ pk, name }) => (
          <Submit key={pk} label={name} name="stage" value={pk} secondary />
        ))}
      </div>
    </Form>
  );
}
