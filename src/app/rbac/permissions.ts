import type { Catalogue } from '../../core/catalogue.ts';
import { systemSettings } from '../../core/system/settings.ts';
import { type Action, permissionName } from '../objects/authority.ts';

/** One permission of the catalogue. `id` is the same in every version: programs keep it. */
export interface Permission {
  readonly id: number;
  readonly name: string;
  readonly codename: string;
  readonly model: string;
  readonly app_label: string;
  readonly app_label_verbose: string;
  readonly model_verbose: string;
}

/** Permissions beside view, add, change and delete, by model. */
const FURTHER: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'authentik_core.user': {
    reset_user_password: "Set a user's password",
    view_user_applications: 'See which applications a user may open',
    impersonate: 'Act as another user',
  },
  'authentik_core.group': {
    add_user_to_group: 'Put users into a group',
    remove_user_from_group: 'Take users out of a group',
    enable_group_superuser: 'Give a group superuser privileges',
    disable_group_superuser: 'Take superuser privileges from a group',
  },
  'authentik_core.token': { set_token_key: 'Give a token another key' },
  'authentik_flows.flow': { inspect_flow: 'Look into running flows', export_flow: 'Export flows' },
  'authentik_rbac.role': {
    assign_role_permissions: 'Give permissions to roles',
    unassign_role_permissions: 'Take permissions from roles',
  },
};

const ACTIONS: readonly Action[] = ['add', 'change', 'delete', 'view'];

const known = new WeakMap<Catalogue, readonly Permission[]>();

/** What concerns all of Postern and no kind of object. */
const SYSTEM = {
  view_system_info: 'Can view how the system is',
  view_system_settings: 'Can view the system settings',
  edit_system_settings: 'Can change the system settings',
  view_system_tasks: 'Can view system tasks',
  run_system_tasks: 'Can run system tasks again',
};

/** Every permission there is, read from the models. */
export function permissionsOf(catalogue: Catalogue): readonly Permission[] {
  const found = known.get(catalogue) ?? listed(catalogue);
  known.set(catalogue, found);
  return found;
}

function listed(catalogue: Catalogue): readonly Permission[] {
  // The settings are one row that is always there: what concerns all of Postern says who may view and change it.
  const models = catalogue.models.filter(({ name }) => name !== systemSettings.name);
  const found = models.flatMap((model) => {
    const [app_label = '', name = ''] = model.name.split('.');
    const usual = ACTIONS.map((action) => [
      permissionName(model, action).split('.')[1] ?? '',
      `Can ${action} ${model.title}`,
    ]);
    return [...usual, ...Object.entries(FURTHER[model.name] ?? {})].map(([codename = '', text = '']) => ({
      name: text,
      codename,
      model: name,
      app_label,
      app_label_verbose: app_label.replace(/^authentik_/, '').replaceAll('_', ' '),
      model_verbose: model.title,
    }));
  });
  const decision = {
    name: 'Can view past decisions',
    codename: 'view_decision',
    model: 'decision',
    app_label: 'postern',
    app_label_verbose: 'postern',
    model_verbose: 'Decision',
  };
  const metrics = {
    ...decision,
    name: 'Can view metrics',
    codename: 'view_metrics',
    model: 'metrics',
    model_verbose: 'Metrics',
  };
  const media = {
    ...decision,
    app_label: 'authentik_rbac',
    app_label_verbose: 'rbac',
    model: 'systempermission',
    model_verbose: 'System permission',
  };
  const viewMedia = { ...media, name: 'Can view uploaded pictures', codename: 'view_media_files' };
  const manageMedia = {
    ...media,
    name: 'Can upload and delete pictures',
    codename: 'manage_media_files',
  };
  const system = Object.entries(SYSTEM).map(([codename, name]) => ({ ...media, codename, name }));
  const all = [...found, decision, metrics, viewMedia, manageMedia, ...system].map((permission) => ({
    id: numberOf(`${permission.app_label}.${permission.codename}`),
    ...permission,
  }));
  if (new Set(all.map(({ id }) => id)).size !== all.length)
    throw new Error('two permissions have the same number');
  return all;
}

/** FNV-1a in the 31 bits that every client takes for a whole number; never 0. */
function numberOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const character of name) {
    hash ^= character.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 1 || 1;
}
