import type { Row } from '../model/model.ts';

/** Rows as the replica holds them, for tests: what is left out has the default of a stored object. */
export const groupRow = (pk: string, parents: readonly string[] = [], more: object = {}): Row => ({
  pk,
  name: `group ${pk}`,
  is_superuser: false,
  attributes: {},
  parents,
  ...more,
});
export const userRow = (pk: number, groups: readonly string[], more: object = {}): Row => ({
  pk,
  username: `user ${pk}`,
  name: '',
  email: '',
  is_active: true,
  attributes: {},
  groups,
  ...more,
});
export const applicationRow = (pk: string, more: object = {}): Row => ({
  pk,
  name: `app ${pk}`,
  slug: pk,
  policy_engine_mode: 'any',
  ...more,
});
export const bindingRow = (pk: string, target: string, more: object = {}): Row => ({
  pk,
  target,
  policy: null,
  group: null,
  user: null,
  order: 0,
  enabled: true,
  negate: false,
  timeout: 30,
  failure_result: false,
  expires: null,
  dry_run: false,
  ...more,
});
export const policyRow = (pk: string, more: object = {}): Row => ({
  pk,
  type: 'fixed',
  name: `policy ${pk}`,
  execution_logging: false,
  ...more,
});
