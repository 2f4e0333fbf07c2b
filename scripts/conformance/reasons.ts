/** Why an operation of the yardstick is not here: the first pattern that fits its name tells. */
const OPERATIONS: readonly (readonly [RegExp, string])[] = [
  [/^authenticators_admin_\w+_create$/, 'a device is made by the stage that saw it work'],
  [
    /_authenticator_|_captcha_|_email_|_mtls_|_invitation_|_user_delete_|_account_lockdown_|_endpoints_|_stages_dummy_|stages_dummy/,
    'a stage type that Postern does not have yet',
  ],
  [/^stages_source_/, 'a stage type that Postern does not have yet'],
  [
    /^policies_(geoip|password|password_expiry|reputation|unique_password)_/,
    'a policy type that Postern does not have yet',
  ],
  [/^providers_oauth2_dcr_/, 'clients that register themselves are not supported'],
  [
    /^(providers|propertymappings_provider|outposts|sources|propertymappings_source|stages)_\w*(google_workspace|ldap|microsoft_entra|proxy|rac|radius|saml|scim|ssf|wsfed|kerberos|plex|telegram)/,
    'a provider or source type that Postern does not have yet',
  ],
  [
    /^sources_(user|group)_connections_(kerberos|ldap|plex|saml|telegram|scim)/,
    'a source type that Postern does not have yet',
  ],
  [/requestable/, 'requests for access are not here yet'],
  [/^core_object_attributes/, 'attribute schemas are not here yet'],
  [/^core_users_switch/, 'several accounts in one browser are not here yet'],
  [/_account_lockdown_|_export_create$/, 'belongs to a commercial edition'],
  [/set_password_hash/, 'hashes of other programs are not taken'],
  [/^events_events_(create|update|partial_update)/, 'events are written by the server alone'],
  [/^admin_/, 'the settings of a system come from its configuration; the rest is not here yet'],
  [/view_private_key/, 'private keys never leave Postern'],
];

/** Why a parameter or field is not there although its operation is. */
const DETAILS: readonly (readonly [RegExp, string])[] = [
  [/^request .*<|^reply <|^reply .*<ak-/, 'a type that Postern does not have yet'],
  [/themed_urls/, 'one image for light and dark'],
  [/client_secret/, 'a secret is written and never read back'],
  [/password_change_date/, 'null for somebody who never had a password'],
];

const find = (reasons: readonly (readonly [RegExp, string])[], name: string): string | undefined =>
  reasons.find(([pattern]) => pattern.test(name))?.[1];

export const reasonOf = (operation: string): string => find(OPERATIONS, operation) ?? 'not here yet';
export const reasonOfDetail = (detail: string): string | undefined => find(DETAILS, detail);
