import { TRANSPORT_MODES, type TransportMode } from '../../core/event/notification-models.ts';
import { mediaAddress } from '../../core/media/address.ts';
import type { Row } from '../../core/model/model.ts';
import { compilePolicy, findTarget } from '../../core/policy/compile.ts';
import type { UserFacts } from '../../core/policy/request.ts';
import { isBroken } from '../../core/policy/target.ts';
import { presentInitialPermissions } from '../rbac/initial-permissions.ts';
import { nameOfTarget } from './name-of.ts';
import type { PresentContext, Presenter } from './present.ts';

const keys = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The type's own words, on every typed object. */
const typed: Presenter = (_row, model) => ({
  component: model.component ?? '',
  verbose_name: model.title,
  verbose_name_plural: model.plural,
  meta_model_name: model.name,
});

/** A row of a typed kind as `/…/all/` shows it: under the words of its own type. */
const ofKind =
  (more: (row: Row, context: PresentContext) => object): Presenter =>
  (row, model, context) => ({
    ...typed(row, model.abstract ? context.catalogue.modelOf(model.table, row.type) : model, context),
    ...more(row, context),
  });

const partialUser = (row: Row, context: PresentContext) => ({
  pk: row.pk,
  username: row.username,
  name: row.name,
  is_active: row.is_active,
  last_login: row.last_login ?? null,
  email: row.email,
  attributes: row.attributes ?? {},
  uid: context.uid({ uuid: row.uuid }),
});

const partialGroup = (row: Row) => ({
  pk: row.pk,
  num_pk: row.num_pk,
  name: row.name,
  is_superuser: row.is_superuser,
  attributes: row.attributes ?? {},
});

const relatedGroup = (row: Row) => ({
  pk: row.pk,
  name: row.name,
  is_superuser: row.is_superuser,
  attributes: row.attributes ?? {},
  group_uuid: row.pk,
});

const role = (row: Row) => ({ pk: row.pk, name: row.name });

const rows = (context: PresentContext, table: string, pks: unknown): Row[] =>
  keys(pks)
    .map((pk) => context.replica.get(table, pk))
    .filter((row) => row !== undefined);

/** Wanted unless the query says `false`. */
const wanted = (context: PresentContext, name: string): boolean => context.query[name] !== false;

/** An icon as it stands: an address, or a file below the media folder. */
const iconUrl = (icon: unknown): string | null => mediaAddress(icon) || null;

const NO_ID_TOKEN = { id_token: '', revoked: false };

/** Who gave it, to which client. */
const granted: Presenter = (row, _model, context) => {
  const user = context.replica.get('users', Number(row.user));
  const provider = context.replica.get('providers', Number(row.provider));
  return {
    ...(user ? { user: context.show(user, context.catalogue.model('authentik_core.user')) } : {}),
    ...(provider
      ? { provider: context.show(provider, context.catalogue.model('authentik_core.provider')) }
      : {}),
  };
};

/** What a policy means; whoever sees it only as a name in a binding is not told how it is configured. */
function phrasesOf(row: Row, { catalogue, sees }: PresentContext): unknown {
  const policy = compilePolicy(catalogue, row);
  if (isBroken(policy) || !sees(row, catalogue.modelOf('policies', row.type))) return null;
  return policy.type.phrases(policy.config) ?? null;
}

/** What something is bound to, for people; the slug where the target's pages are found by one. */
function targetOf(row: Row, { replica, catalogue, sees }: PresentContext): unknown {
  const found = findTarget(replica, String(row.target));
  if (!found || !sees(found.row, catalogue.modelOf(found.kind.table, found.row.type))) return null;
  // Stages in flows and entitlements stand on the page of what they belong to.
  const owner =
    found.kind.kind === 'stage_binding'
      ? replica.get('flows', String(found.row.target))
      : found.kind.kind === 'entitlement'
        ? replica.get('applications', String(found.row.app))
        : found.row;
  const slug = owner?.slug;
  return {
    kind: found.kind.kind,
    name: nameOfTarget(found.row, replica),
    slug: typeof slug === 'string' ? slug : null,
  };
}

/** What is special about the answers of one kind of object, by model name. */
export const presenters: Readonly<Record<string, Presenter>> = {
  'authentik_core.user': (row, _model, context) => ({
    // Whoever is here joined at the latest when the row was made.
    date_joined: row.date_joined ?? row.created,
    is_superuser: context.user(Number(row.pk))?.is_superuser ?? false,
    groups_obj: wanted(context, 'include_groups')
      ? rows(context, 'groups', row.groups).map(partialGroup)
      : null,
    roles_obj: wanted(context, 'include_roles') ? rows(context, 'roles', row.roles).map(role) : null,
    avatar: '',
    uid: context.uid({ uuid: row.uuid }),
  }),
  'authentik_core.group': (row, _model, context) => {
    const members = context.replica.by('users', 'groups', row.pk);
    const children = context.replica.by('groups', 'parents', row.pk);
    return {
      users: members.map(({ pk }) => pk),
      users_obj: wanted(context, 'include_users')
        ? members.map((member) => partialUser(member, context))
        : null,
      parents_obj:
        context.query.include_parents === true
          ? rows(context, 'groups', row.parents).map(relatedGroup)
          : null,
      children: children.map(({ pk }) => pk),
      children_obj: context.query.include_children === true ? children.map(relatedGroup) : null,
      roles_obj: rows(context, 'roles', row.roles).map(role),
      inherited_roles_obj:
        context.query.include_inherited_roles === true
          ? rows(context, 'roles', inheritedRoles(row, context)).map(role)
          : null,
    };
  },
  'authentik_core.token': (row, _model, context) => {
    const owner = context.replica.get('users', Number(row.user));
    return owner ? { user_obj: context.show(owner, context.catalogue.model('authentik_core.user')) } : {};
  },
  'authentik_stages_authenticator.device': (row, model, context) => {
    const owner = context.replica.get('users', Number(row.user));
    const kind = context.catalogue.devices.find((one) => one.model === model.name);
    return {
      ...(owner ? { user: partialUser(owner, context) } : {}),
      ...kind?.shown?.of(row, context.replica),
    };
  },
  'authentik_core.userconsent': (row, _model, context) => {
    const owner = context.replica.get('users', Number(row.user));
    const application = context.replica.get('applications', String(row.application));
    return {
      ...(owner ? { user: context.show(owner, context.catalogue.model('authentik_core.user')) } : {}),
      ...(application
        ? { application: context.show(application, context.catalogue.model('authentik_core.application')) }
        : {}),
    };
  },
  'authentik_policies.policy': ofKind((row, context) => ({
    bound_to:
      context.replica.by('policy_bindings', 'policy', row.pk).length +
      context.replica.by('stages', 'validation_policies', row.pk).length,
    phrases: phrasesOf(row, context),
  })),
  'authentik_policies.policybinding': (row, _model, context) => {
    const policy = row.policy ? context.replica.get('policies', String(row.policy)) : undefined;
    const group = row.group ? context.replica.get('groups', String(row.group)) : undefined;
    const user = row.user ? context.replica.get('users', Number(row.user)) : undefined;
    return {
      policy_obj: policy ? context.show(policy, context.catalogue.model('authentik_policies.policy')) : null,
      group_obj: group ? partialGroup(group) : null,
      user_obj: user ? partialUser(user, context) : null,
      expiring: row.expires !== null && row.expires !== undefined,
      target_obj: targetOf(row, context),
    };
  },
  'authentik_flows.flow': (row, _model, { replica }) => ({
    policybindingmodel_ptr_id: row.pk,
    background_url: mediaAddress(row.background),
    background_themed_urls: null,
    stages: replica.by('stage_bindings', 'target', row.pk).map(({ stage }) => stage),
    policies: replica
      .by('policy_bindings', 'target', row.pk)
      .map(({ policy }) => policy)
      .filter(Boolean),
    cache_count: 0,
    export_url: `/api/v3/flows/instances/${row.slug}/export/`,
  }),
  'authentik_flows.stage': ofKind((row, context) => ({
    flow_set: context.replica
      .by('stage_bindings', 'stage', row.pk)
      .map(({ target }) => context.replica.get('flows', String(target)))
      .filter((flow) => flow !== undefined)
      .map((flow) => context.show(flow, context.catalogue.model('authentik_flows.flow'))),
  })),
  'authentik_flows.flowstagebinding': (row, _model, context) => {
    const stage = context.replica.get('stages', String(row.stage));
    return {
      policybindingmodel_ptr_id: row.pk,
      ...(stage ? { stage_obj: context.show(stage, context.catalogue.model('authentik_flows.stage')) } : {}),
    };
  },
  'authentik_stages_prompt.prompt': (row, _model, context) => ({
    prompt_stages_obj: context.replica
      .by('stages', 'fields', row.pk)
      .map((stage) => context.show(stage, context.catalogue.modelOf('stages', stage.type))),
  }),
  'authentik_core.provider': ofKind((row, { replica }) => {
    const [application] = replica.by('applications', 'provider', row.pk);
    const [backchannel] = replica.by('applications', 'backchannel_providers', row.pk);
    return {
      assigned_application_slug: application?.slug ?? null,
      assigned_application_name: application?.name ?? null,
      assigned_backchannel_application_slug: backchannel?.slug ?? null,
      assigned_backchannel_application_name: backchannel?.name ?? null,
    };
  }),
  'authentik_core.applicationentitlement': (row) => ({ pbm_uuid: row.pk }),
  'authentik_core.application': (row, _model, context) => {
    const { replica, catalogue } = context;
    const showProvider = (provider: Row) =>
      context.show(provider, catalogue.model('authentik_core.provider'));
    const provider = typeof row.provider === 'number' ? replica.get('providers', row.provider) : undefined;
    const backchannel = (Array.isArray(row.backchannel_providers) ? row.backchannel_providers : [])
      .map((pk) => replica.get('providers', Number(pk)))
      .filter((other) => other !== undefined);
    return {
      pbm_uuid: row.pk,
      provider_obj: provider ? showProvider(provider) : null,
      backchannel_providers_obj: backchannel.map(showProvider),
      launch_url: launchUrl(row, { ...context, user: context.actor?.user }),
      meta_icon_url: iconUrl(row.meta_icon),
      meta_icon_themed_urls: null,
    };
  },
  'authentik_core.propertymapping': ofKind(() => ({})),
  'authentik_core.source': (row, model, context) => {
    const own = context.catalogue.modelOf(model.table, row.type);
    const type = context.catalogue.sources.find(({ type: name }) => name === row.type);
    return {
      ...typed(row, own, context),
      icon_url: iconUrl(row.icon) ?? (type?.icon_url || null),
      icon_themed_urls: null,
      ...(model.abstract ? {} : type?.present?.(row)),
    };
  },
  'authentik_core.usersourceconnection': (row, _model, context) => {
    const source = context.replica.get('sources', String(row.source));
    return source
      ? { source_obj: context.show(source, context.catalogue.model('authentik_core.source')) }
      : {};
  },
  'authentik_core.groupsourceconnection': (row, _model, context) => {
    const source = context.replica.get('sources', String(row.source));
    return source
      ? { source_obj: context.show(source, context.catalogue.model('authentik_core.source')) }
      : {};
  },
  'authentik_blueprints.blueprintinstance': (row, model) =>
    // One that was never applied has no word about it stored.
    model.internal.parse(
      Object.fromEntries(Object.keys(model.internal.shape).map((field) => [field, row[field]])),
    ),
  'authentik_events.notificationtransport': (row) => ({
    mode_verbose: TRANSPORT_MODES[row.mode as TransportMode] ?? '',
  }),
  'authentik_events.notificationrule': (row, _model, context) => {
    const group = context.replica.get('groups', text(row.destination_group));
    return {
      destination_group_obj: group
        ? context.show(group, context.catalogue.model('authentik_core.group'))
        : null,
    };
  },
  'authentik_rbac.initialpermissions': presentInitialPermissions,
  'authentik_stages_invitation.invitation': (row, _model, context) => {
    const creator = context.replica.get('users', Number(row.created_by));
    const flow = context.replica.get('flows', text(row.flow));
    return {
      created_by: creator ? partialUser(creator, context) : null,
      flow_obj: flow ? context.show(flow, context.catalogue.model('authentik_flows.flow')) : null,
    };
  },
  'authentik_brands.brand': (row) => ({ brand_uuid: row.pk }),
  'authentik_providers_oauth2.accesstoken': (row, model, context) => ({
    ...granted(row, model, context),
    ...NO_ID_TOKEN,
  }),
  'authentik_providers_oauth2.refreshtoken': (row, model, context) => ({
    ...granted(row, model, context),
    ...NO_ID_TOKEN,
  }),
  'authentik_providers_oauth2.authorizationcode': (row, model, context) => granted(row, model, context),
  'authentik_crypto.certificatekeypair': (row) => ({
    private_key_available: text(row.key_data) !== '',
    certificate_download_url: `/api/v3/crypto/certificatekeypairs/${row.pk}/view_certificate/?download=true`,
    // It never leaves.
    private_key_download_url: '',
  }),
};

function inheritedRoles(group: Row, { replica }: PresentContext): string[] {
  const seen = new Set<string>();
  const open = keys(group.parents);
  const roles = new Set<string>();
  for (let pk = open.pop(); pk !== undefined; pk = open.pop()) {
    if (seen.has(pk)) continue;
    seen.add(pk);
    const parent = replica.get('groups', pk);
    open.push(...keys(parent?.parents));
    for (const name of keys(parent?.roles)) roles.add(name);
  }
  return [...roles];
}

/** Where the application opens: its own address, else its provider's; `%(username)s` and the like are filled in. */
export function launchUrl(
  row: Row,
  context: Pick<PresentContext, 'replica' | 'catalogue' | 'uid'> & { readonly user: UserFacts | undefined },
): string | null {
  const provider =
    typeof row.provider === 'number' ? context.replica.get('providers', row.provider) : undefined;
  const type = context.catalogue.providers.find(({ type: name }) => name === provider?.type);
  const address = text(row.meta_launch_url) || (provider && type ? type.launchUrl(provider) : null);
  if (!address) return null;
  const { user } = context;
  if (!user || user.pk === null) return address;
  return format(address, {
    username: user.username,
    name: user.name,
    email: user.email,
    uid: context.uid({ uuid: user.uuid }),
    pk: String(user.pk),
    uuid: user.uuid ?? '',
    path: user.path,
    type: user.type,
  });
}

/** Percent formatting; a text with an unknown or broken place is used as it is. */
function format(template: string, values: Readonly<Record<string, string>>): string {
  let broken = false;
  const out = template.replace(/%(?:%|\((\w+)\)s|.?)/g, (place, name: string | undefined) => {
    if (place === '%%') return '%';
    const value = name === undefined ? undefined : values[name];
    if (value === undefined) broken = true;
    return encodeURIComponent(value ?? '');
  });
  return broken ? template : out;
}
