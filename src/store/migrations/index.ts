import type { Migration } from '../migrate.ts';
import { models } from './0001-models.ts';
import { decisions } from './0010-decisions.ts';
import { flowRuns } from './0020-flow-runs.ts';
import { oidc } from './0030-oidc.ts';
import { setup } from './0050-setup.ts';
import { sources } from './0060-sources.ts';
import { oidcStatements } from './0070-oidc-statements.ts';
import { flowTokens } from './0080-flow-tokens.ts';
import { oauthLists } from './0081-oauth-lists.ts';
import { initialPermissions } from './0082-initial-permissions.ts';
import { passwordHistory } from './0090-password-history.ts';
import { reputation } from './0091-reputation.ts';
import { notifications } from './0100-notifications.ts';
import { policyHistory } from './0110-policy-history.ts';
import { entitlements } from './0111-entitlements.ts';
import { logins } from './0120-logins.ts';
import { quietLogins } from './0130-quiet-logins.ts';
import { expiredBindings } from './0140-expired-bindings.ts';
import { latestLogins } from './0150-latest-logins.ts';
import { system } from './0151-system.ts';
import { decisionLists } from './0154-decision-lists.ts';
import { files } from './0156-files.ts';
import { impersonation } from './0160-impersonation.ts';
import { devices } from './0170-devices.ts';
import { trustedBrowsers } from './0180-trusted-browsers.ts';
import { webauthnDeviceTypes } from './0182-webauthn-device-types.ts';
import { mails } from './0184-mails.ts';
import { invitations } from './0185-invitations.ts';
import { lockout } from './0188-lockout.ts';
import { refusedTries } from './0189-refused-tries.ts';
import { search } from './0190-search.ts';
import { proofs } from './0215-proofs.ts';
import { messagesSent } from './0216-messages-sent.ts';

/** Every change of the schema, in order. Migrations only grow: a published one is never edited. */
export const migrations: readonly Migration[] = [
  models,
  decisions,
  flowRuns,
  oidc,
  setup,
  sources,
  oidcStatements,
  flowTokens,
  oauthLists,
  initialPermissions,
  passwordHistory,
  reputation,
  notifications,
  policyHistory,
  entitlements,
  logins,
  quietLogins,
  expiredBindings,
  latestLogins,
  system,
  decisionLists,
  files,
  impersonation,
  devices,
  trustedBrowsers,
  webauthnDeviceTypes,
  mails,
  invitations,
  lockout,
  refusedTries,
  search,
  proofs,
  messagesSent,
];
