/** What most sources leave as it is. */
export const RARELY: ReadonlySet<string> = new Set([
  'promoted',
  'icon',
  'authentication_flow',
  'enrollment_flow',
  'user_property_mappings',
  'group_property_mappings',
  'policy_engine_mode',
  'group_matching_mode',
  'user_path_template',
  'request_token_url',
  'pkce',
  'additional_scopes',
  'oidc_jwks',
  'authorization_code_auth_method',
]);

/** Kept with the object by whoever made it. */
export const FIXED: ReadonlySet<string> = new Set(['managed']);
