/** @jsxImportSource preact */
import { useEffect, useRef } from 'preact/hooks';
import { webAddress } from '../../../ui/address.ts';
import { usePage } from '../page.ts';
import { Screen } from '../parts/screen.tsx';
import type { AutosubmitChallenge } from '../wire.ts';

/** A form that goes to another party by itself (SAML POST binding, `response_mode=form_post`). */
export function Autosubmit({ challenge }: { readonly challenge: AutosubmitChallenge }) {
  const { text, base, inspecting } = usePage();
  const form = useRef<HTMLFormElement>(null);
  const action = webAddress(challenge.url, base);
  const title = challenge.title || challenge.flow_info?.title || text('autosubmit.title');

  useEffect(() => {
    // By way of the prototype: a field named "submit" would otherwise stand in the method's place.
    if (form.current && !inspecting) HTMLFormElement.prototype.submit.call(form.current);
  }, [inspecting]);

  if (!action) return <Screen title={title} lead="" errors={[text('autosubmit.refused')]} />;
  return (
    <Screen title={title} lead={text('autosubmit.lead')}>
      <form ref={form} method="post" action={action}>
        {Object.entries(challenge.attrs ?? {}).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <button type="submit" class="button">
          <span class="button-label">{text('action.continue')}</span>
        </button>
      </form>
    </Screen>
  );
}
