/** @jsxImportSource preact */
import { redirectAddress } from '../../../ui/address.ts';
import { usePage } from '../page.ts';
import { Screen } from '../parts/screen.tsx';
import type { RedirectChallenge } from '../wire.ts';

/**
 * What is seen of a redirect: nothing, as a rule, for the page has gone there already. It is drawn when the browser
 * stays (an application's own scheme, an open inspector) or when the address is refused.
 */
export function Redirect({ challenge }: { readonly challenge: RedirectChallenge }) {
  const { text, base, inspecting } = usePage();
  const to = redirectAddress(challenge.to, base);
  const title = text('redirect.title');
  if (!to) return <Screen title={title} lead="" errors={[text('redirect.refused')]} />;
  return (
    <Screen title={title} lead={text(inspecting ? 'redirect.inspector' : 'redirect.lead')}>
      {inspecting ? <code class="address">{to}</code> : null}
      <div class="actions">
        <a href={to} class="button">
          {text('action.continue')}
        </a>
      </div>
    </Screen>
  );
}
