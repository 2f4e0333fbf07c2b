/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { errorsPresent } from '../errors.ts';
import { usePage } from '../page.ts';
import { Captcha } from '../parts/captcha.tsx';
import { Form } from '../parts/form.tsx';
import { Link } from '../parts/link.tsx';
import { Submit } from '../parts/submit.tsx';
import type { CaptchaChallenge } from '../wire.ts';

/** A captcha of its own page. What the widget answers is sent at once; after a refusal the person says when. */
export function CaptchaStage({ challenge }: { readonly challenge: CaptchaChallenge }) {
  const { text, base, answer } = usePage();
  const [token, setToken] = useState<string | undefined>();
  const again = errorsPresent(challenge);
  return (
    <Form
      title={challenge.flow_info?.title || text('captcha.title')}
      lead={text(challenge.interactive ? 'captcha.lead_interactive' : 'captcha.lead')}
      user={challenge}
      read={() => ({
        values: { token: token ?? '' },
        errors: token === undefined ? { token: text('captcha.unsolved') } : {},
      })}
    >
      <Captcha
        name="token"
        widget={challenge}
        onToken={(solved) => {
          setToken(solved);
          if (solved !== undefined && !again) answer({ token: solved });
        }}
      />
      <Submit label={text('action.continue')} />
      <div class="ways">
        <Link to={base}>{text('action.retry')}</Link>
      </div>
    </Form>
  );
}
