/** @jsxImportSource preact */

import { useRef } from 'preact/hooks';
import { usePage } from '../page.ts';
import { Captcha } from '../parts/captcha.tsx';
import { Field } from '../parts/field.tsx';
import { type Filled, Form } from '../parts/form.tsx';
import { Link } from '../parts/link.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { Screen } from '../parts/screen.tsx';
import { Submit } from '../parts/submit.tsx';
import { TextInput } from '../parts/text-input.tsx';
import { remember, remembered } from '../remembered.ts';
import type { IdentificationChallenge } from '../wire.ts';
import { identifierLabel, identifierType } from './identification-labels.ts';
import { PasskeyWay } from './identification-passkey.tsx';
import { Sources } from './identification-sources.tsx';

/** Who are you: identifier, perhaps the password at once, the sources, and the ways for those without either. */
export function Identification({ challenge }: { readonly challenge: IdentificationChallenge }) {
  const { text, draft } = usePage();
  const userFields = challenge.user_fields ?? [];
  const sources = challenge.sources ?? [];
  const title = challenge.flow_info?.title || text('identification.title');
  const captcha = challenge.captcha_stage ?? undefined;
  const token = useRef<string | undefined>(undefined);
  const before = challenge.enable_remember_me ? remembered() : undefined;

  if (userFields.length === 0) {
    const ways = sources.length > 0 || challenge.passwordless_url || challenge.passkey_challenge;
    const lead = ways ? 'lead_sources' : 'no_way_in';
    return (
      <Screen title={title} lead={text(`identification.${lead}`)} errors={sentencesOf(challenge)}>
        <Sources challenge={challenge} />
        <Ways challenge={challenge} />
      </Screen>
    );
  }

  const read = (data: FormData): Filled => {
    const identifier = String(data.get('uid_field') ?? '').trim();
    const password = String(data.get('password') ?? '');
    const errors = {
      ...(identifier === '' ? { uid_field: text('field.missing') } : {}),
      ...(challenge.password_fields && password === '' ? { password: text('field.missing') } : {}),
      ...(captcha && token.current === undefined ? { captcha_token: text('captcha.unsolved') } : {}),
    };
    if (challenge.enable_remember_me && Object.keys(errors).length === 0) {
      remember(data.has('remember') ? identifier : undefined);
    }
    const values = {
      uid_field: identifier,
      ...(challenge.password_fields ? { password } : {}),
      ...(token.current === undefined ? {} : { captcha_token: token.current }),
    };
    return { values, typed: { uid_field: identifier }, errors };
  };

  return (
    <Form title={title} lead={leadOf(challenge, text)} names={['uid_field', 'password']} read={read}>
      <Field name="uid_field" label={identifierLabel(userFields, text)}>
        {(control) => (
          <TextInput
            {...control}
            verbatim
            type={identifierType(userFields)}
            autocomplete={challenge.passkey_challenge ? 'username webauthn' : 'username'}
            defaultValue={String(draft.uid_field ?? challenge.pending_user_identifier ?? before ?? '')}
          />
        )}
      </Field>
      {challenge.password_fields ? (
        <PasswordField
          name="password"
          label={text('identification.password')}
          autocomplete="current-password"
          reveal={challenge.allow_show_password ?? false}
        />
      ) : null}
      {captcha ? (
        <Captcha
          name="captcha_token"
          widget={captcha}
          onToken={(solved) => {
            token.current = solved;
          }}
        />
      ) : null}
      {challenge.enable_remember_me ? (
        <label class="check">
          <input type="checkbox" name="remember" defaultChecked={before !== undefined} />
          <span>{text('identification.remember')}</span>
        </label>
      ) : null}
      <Submit label={challenge.primary_action || text('action.continue')} />
      {sources.length > 0 ? <p class="or">{text('identification.or')}</p> : null}
      <Sources challenge={challenge} />
      <Ways challenge={challenge} />
    </Form>
  );
}

function Ways({ challenge }: { readonly challenge: IdentificationChallenge }) {
  const { text } = usePage();
  return (
    <div class="ways">
      {challenge.passkey_challenge ? <PasskeyWay options={challenge.passkey_challenge} /> : null}
      <Link to={challenge.passwordless_url}>{text('identification.passwordless')}</Link>
      <Link to={challenge.recovery_url}>{text('identification.recovery')}</Link>
      <Link to={challenge.enroll_url}>{text('identification.enroll')}</Link>
    </div>
  );
}

function leadOf(challenge: IdentificationChallenge, text: ReturnType<typeof usePage>['text']): string {
  const { application_pre: application } = challenge;
  return application ? text('identification.lead_application', { application }) : text('identification.lead');
}

const sentencesOf = ({ response_errors = {} }: IdentificationChallenge): string[] =>
  Object.values(response_errors).flatMap((details) => details.map(({ string }) => string));
