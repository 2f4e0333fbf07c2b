/** @jsxImportSource preact */

import { usePage } from '../page.ts';
import { Link } from '../parts/link.tsx';
import { Screen } from '../parts/screen.tsx';
import type { SessionEndChallenge } from '../wire.ts';

/** Signed out of one application: stay, sign out of everything, or go back in. */
export function SessionEnd({ challenge }: { readonly challenge: SessionEndChallenge }) {
  const { text } = usePage();
  const { application_name: application = '', brand_name: brand = text('product') } = challenge;
  return (
    <Screen
      title={text('session_end.title')}
      lead={
        application
          ? text('session_end.application', { application, brand })
          : text('session_end.general', { brand })
      }
    >
      <div class="stack">
        <Link to={challenge.overview_url} kind="button">
          {text('session_end.overview')}
        </Link>
        <Link to={challenge.invalidation_flow_url} kind="button secondary">
          {text('session_end.everywhere', { brand })}
        </Link>
        {application ? (
          <Link to={challenge.application_launch_url} kind="button secondary">
            {text('session_end.again', { application })}
          </Link>
        ) : null}
      </div>
    </Screen>
  );
}
