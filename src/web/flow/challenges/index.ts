import type { ComponentType } from 'preact';
import type { Challenge, Challenges } from '../wire.ts';
import { AccessDenied } from './access-denied.tsx';
import { Autosubmit } from './autosubmit.tsx';
import { Consent } from './consent.tsx';
import { Dummy } from './dummy.tsx';
import { FlowError } from './flow-error.tsx';
import { Frame } from './frame.tsx';
import { Identification } from './identification.tsx';
import { Password } from './password.tsx';
import { Prompt } from './prompt.tsx';
import { Redirect } from './redirect.tsx';
import { SessionEnd } from './session-end.tsx';
import { Shell } from './shell.tsx';
import { UnknownComponent } from './unknown-component.tsx';
import { UserDelete } from './user-delete.tsx';
import { UserLogin } from './user-login.tsx';

/** The list: one line per component that the page can draw. */
export const challengeViews: {
  readonly [Component in keyof Challenges]: ComponentType<{ challenge: Challenges[Component] }>;
} = {
  'ak-stage-access-denied': AccessDenied,
  'ak-stage-autosubmit': Autosubmit,
  'ak-stage-consent': Consent,
  'ak-stage-dummy': Dummy,
  'ak-stage-flow-error': FlowError,
  'ak-stage-identification': Identification,
  'ak-stage-password': Password,
  'ak-stage-prompt': Prompt,
  'ak-stage-session-end': SessionEnd,
  'ak-stage-user-delete': UserDelete,
  'ak-stage-user-login': UserLogin,
  'xak-flow-frame': Frame,
  'xak-flow-redirect': Redirect,
  'xak-flow-shell': Shell,
};

/** The view of a challenge; a component that is not on the list gets a plain error that names it. */
export function viewOf({ component }: Challenge): ComponentType<{ challenge: Challenge }> {
  if (!Object.hasOwn(challengeViews, component)) return UnknownComponent;
  // The key and the view's challenge type belong together by the list's own type.
  return challengeViews[component as keyof Challenges] as ComponentType<{ challenge: Challenge }>;
}
