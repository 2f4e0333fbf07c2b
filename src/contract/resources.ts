import { z } from 'zod';
import type { Catalogue } from '../core/catalogue.ts';
import type { Model } from '../core/model/model.ts';
import type { Where } from '../core/model/objects.ts';
import { identifierOf } from '../core/reputation/change.ts';
import { type Resource, type ResourceSpec, resource } from './resource.ts';
import { queryBoolean, queryList } from './route.ts';

/** A filter that the use case reads itself. */
const read = (schema: z.ZodType) => ({ schema });
const by = <T>(schema: z.ZodType, where: (value: T) => Where) => ({
  schema,
  where: where as (value: never) => Where,
});

/** Filters by what a field lists, for the fields that the model has. */
const readLists = (model: Model, fields: readonly string[]) =>
  Object.fromEntries(
    fields.filter((field) => field in model.fields.shape).map((field) => [field, read(queryList(z.uuid()))]),
  );

/** `authentik_policies_expression.expressionpolicy` -> `ExpressionPolicy`, the name of the schema on the wire. */
const schemaName = (title: string) =>
  title.replace(/[^A-Za-z0-9]+/g, '').replace(/Stage$|Policy$|Provider$|Source$/, (end) => end);

/** Path segments that differ from the type's name. */
const segments: Readonly<Record<string, string>> = {
  prompt: 'prompt/stages',
  invitation: 'invitation/stages',
  authenticator_duo: 'authenticator/duo',
  authenticator_email: 'authenticator/email',
  authenticator_sms: 'authenticator/sms',
  authenticator_static: 'authenticator/static',
  authenticator_totp: 'authenticator/totp',
  authenticator_validate: 'authenticator/validate',
  authenticator_webauthn: 'authenticator/webauthn',
};
const ids: Readonly<Record<string, string>> = { prompt: 'prompt_stages', invitation: 'invitation_stages' };
/** Schema names that differ from the title. */
const schemas: Readonly<Record<string, string>> = {
  'authentik_stages_authenticator_email.authenticatoremailstage': 'AuthenticatorEmailStage',
  'authentik_stages_mtls.mutualtlsstage': 'MutualTLSStage',
  'authentik_stages_authenticator_sms.authenticatorsmsstage': 'AuthenticatorSMSStage',
  'authentik_stages_authenticator_static.authenticatorstaticstage': 'AuthenticatorStaticStage',
  'authentik_stages_authenticator_totp.authenticatortotpstage': 'AuthenticatorTOTPStage',
  'authentik_stages_authenticator_validate.authenticatorvalidatestage': 'AuthenticatorValidateStage',
  'authentik_policies_event_matcher.eventmatcherpolicy': 'EventMatcherPolicy',
  'authentik_policies_unique_password.uniquepasswordpolicy': 'UniquePasswordPolicy',
  'authentik_providers_oauth2.oauth2provider': 'OAuth2Provider',
  'authentik_sources_oauth.oauthsource': 'OAuthSource',
  'authentik_providers_oauth2.scopemapping': 'ScopeMapping',
  'authentik_sources_oauth.oauthsourcepropertymapping': 'OAuthSourcePropertyMapping',
  'authentik_events.notificationwebhookmapping': 'NotificationWebhookMapping',
};

const pascal = (model: Model): string => schemas[model.name] ?? schemaName(model.title);

/** Every model that the API reads and writes in the usual shape. */
export function resources(catalogue: Catalogue): readonly Resource[] {
  const model = (name: string) => catalogue.model(name);
  const specs: ResourceSpec[] = [
    {
      model: model('authentik_core.user'),
      schema: 'User',
      path: '/core/users/',
      id: 'core_users',
      tag: 'core',
      param: 'id',
      filters: {
        attributes: read(z.string().max(2_000)),
        is_superuser: read(queryBoolean()),
        include_groups: read(queryBoolean()),
        include_roles: read(queryBoolean()),
        groups_by_pk: by(queryList(z.uuid()), (value: string[]) => ({ groups: { in: value } })),
        groups_by_name: read(queryList()),
        roles_by_pk: by(queryList(z.uuid()), (value: string[]) => ({ roles: { in: value } })),
        roles_by_name: read(queryList()),
        member_of: read(
          z.uuid().meta({ description: 'Members of that group, also through groups below it.' }),
        ),
      },
    },
    {
      model: model('authentik_core.group'),
      schema: 'Group',
      path: '/core/groups/',
      id: 'core_groups',
      tag: 'core',
      param: 'group_uuid',
      filters: {
        attributes: read(z.string().max(2_000)),
        include_users: read(queryBoolean()),
        include_children: read(queryBoolean()),
        include_parents: read(queryBoolean()),
        include_inherited_roles: read(queryBoolean()),
        members_by_pk: by(queryList(z.coerce.number().int()), (value: number[]) => ({
          users: { in: value },
        })),
        members_by_username: read(queryList()),
        parents_by_pk: by(queryList(z.uuid()), (value: string[]) => ({ parents: { in: value } })),
        parents__isnull: read(queryBoolean()),
        roles_by_pk: by(queryList(z.uuid()), (value: string[]) => ({ roles: { in: value } })),
      },
    },
    {
      model: model('authentik_core.token'),
      schema: 'Token',
      path: '/core/tokens/',
      id: 'core_tokens',
      tag: 'core',
      param: 'identifier',
      read: 'authenticated',
      filters: { user__username: read(z.string().max(150)) },
    },
    {
      model: model('authentik_core.authenticatedsession'),
      schema: 'AuthenticatedSession',
      path: '/core/authenticated_sessions/',
      id: 'core_authenticated_sessions',
      tag: 'core',
      param: 'uuid',
      lookup: 'uuid',
      read: 'authenticated',
      operations: ['list', 'retrieve', 'destroy', 'used_by'],
      filters: {
        session__last_ip: by(z.string().max(100), (value: string) => ({ last_ip: value })),
        session__last_user_agent: by(z.string().max(1_000), (value: string) => ({ last_user_agent: value })),
        user__username: read(z.string().max(150)),
      },
    },
    {
      model: model('authentik_core.userconsent'),
      schema: 'UserConsent',
      path: '/core/user_consent/',
      id: 'core_user_consent',
      tag: 'core',
      param: 'id',
      read: 'authenticated',
      operations: ['list', 'retrieve', 'destroy', 'used_by'],
    },
    {
      model: model('authentik_core.application'),
      schema: 'Application',
      path: '/core/applications/',
      id: 'core_applications',
      tag: 'core',
      param: 'slug',
      read: 'authenticated',
      filters: {
        for_user: read(z.coerce.number().int().min(0).max(2147483647)),
        only_with_launch_url: read(queryBoolean()),
        superuser_full_list: read(queryBoolean()),
      },
    },
    {
      model: model('authentik_core.applicationentitlement'),
      schema: 'ApplicationEntitlement',
      path: '/core/application_entitlements/',
      id: 'core_application_entitlements',
      tag: 'core',
      param: 'pbm_uuid',
      filters: { pbm_uuid: { schema: z.uuid(), where: (pk: never) => ({ pk }) } },
    },
    {
      model: model('authentik_brands.brand'),
      schema: 'Brand',
      path: '/core/brands/',
      id: 'core_brands',
      tag: 'core',
      param: 'brand_uuid',
      filters: { brand_uuid: by(z.uuid(), (value: string) => ({ pk: value })) },
    },
    {
      model: model('authentik_rbac.role'),
      schema: 'Role',
      path: '/rbac/roles/',
      id: 'rbac_roles',
      tag: 'rbac',
      param: 'uuid',
      filters: {
        users: read(z.coerce.number().int().min(0).max(2147483647)),
        groups: read(z.uuid()),
        inherited: read(queryBoolean()),
        managed: read(queryList()),
        managed__isnull: read(queryBoolean()),
      },
    },
    {
      model: model('authentik_rbac.initialpermissions'),
      schema: 'InitialPermissions',
      path: '/rbac/initial_permissions/',
      id: 'rbac_initial_permissions',
      tag: 'rbac',
      param: 'id',
    },
    ...catalogue.devices.flatMap(({ model: name, schema, class: kind }): ResourceSpec[] => [
      {
        model: model(name),
        schema,
        path: `/authenticators/${kind}/`,
        id: `authenticators_${kind}`,
        tag: 'authenticators',
        param: 'id',
        read: 'authenticated',
        own: true,
        operations: ['list', 'retrieve', 'update', 'partial_update', 'destroy', 'used_by'],
      },
      {
        model: model(name),
        schema,
        path: `/authenticators/admin/${kind}/`,
        id: `authenticators_admin_${kind}`,
        tag: 'authenticators',
        param: 'id',
        // None is created here: a device is made by the stage that saw it work.
        operations: ['list', 'retrieve', 'update', 'partial_update', 'destroy'],
      },
    ]),
    {
      model: model('authentik_stages_authenticator_webauthn.webauthndevicetype'),
      schema: 'WebAuthnDeviceType',
      path: '/stages/authenticator/webauthn_device_types/',
      id: 'stages_authenticator_webauthn_device_types',
      tag: 'stages',
      param: 'aaguid',
      operations: ['list', 'retrieve'],
    },
    {
      model: model('authentik_policies.policy'),
      schema: 'Policy',
      path: '/policies/all/',
      id: 'policies_all',
      tag: 'policies',
      param: 'policy_uuid',
      filters: {
        bindings__isnull: read(queryBoolean()),
        promptstage__isnull: read(queryBoolean()),
        assigned: read(queryBoolean()),
        type: by(z.string().max(64), (value: string) => ({ type: value })),
      },
    },
    ...catalogue.policies.map((type): ResourceSpec => {
      const typed = model(type.model);
      return {
        model: typed,
        schema: pascal(typed),
        path: `/policies/${type.type}/`,
        id: `policies_${type.type}`,
        tag: 'policies',
        param: 'policy_uuid',
        filters: { policy_uuid: by(z.uuid(), (value: string) => ({ pk: value })) },
      };
    }),
    {
      model: model('authentik_policies.policybinding'),
      schema: 'PolicyBinding',
      path: '/policies/bindings/',
      id: 'policies_bindings',
      tag: 'policies',
      param: 'policy_binding_uuid',
    },
    {
      model: model('authentik_policies_reputation.reputation'),
      schema: 'Reputation',
      path: '/policies/reputation/scores/',
      id: 'policies_reputation_scores',
      tag: 'policies',
      param: 'reputation_uuid',
      operations: ['list', 'retrieve', 'destroy', 'used_by'],
      filters: {
        identifier: by(z.string().max(1024), (value: string) => ({ identifier: identifierOf(value) })),
        identifier_in: by(queryList(), (value: string[]) => ({
          identifier: { in: value.map(identifierOf) },
        })),
      },
    },
    {
      model: model('authentik_flows.flow'),
      schema: 'Flow',
      path: '/flows/instances/',
      id: 'flows_instances',
      tag: 'flows',
      param: 'slug',
      filters: { flow_uuid: by(z.uuid(), (value: string) => ({ pk: value })) },
    },
    {
      model: model('authentik_flows.flowstagebinding'),
      schema: 'FlowStageBinding',
      path: '/flows/bindings/',
      id: 'flows_bindings',
      tag: 'flows',
      param: 'fsb_uuid',
      filters: {
        fsb_uuid: by(z.uuid(), (value: string) => ({ pk: value })),
        pbm_uuid: by(z.uuid(), (value: string) => ({ pk: value })),
        policies: read(queryList(z.uuid())),
      },
    },
    {
      model: model('authentik_flows.stage'),
      schema: 'Stage',
      path: '/stages/all/',
      id: 'stages_all',
      tag: 'stages',
      param: 'stage_uuid',
    },
    ...catalogue.stages.map((type): ResourceSpec => {
      const typed = model(type.model);
      return {
        model: typed,
        schema: pascal(typed),
        path: `/stages/${segments[type.type] ?? type.type}/`,
        id: `stages_${ids[type.type] ?? type.type}`,
        tag: 'stages',
        param: 'stage_uuid',
        filters: {
          stage_uuid: by(z.uuid(), (value: string) => ({ pk: value })),
          ...readLists(typed, ['fields', 'validation_policies']),
        },
      };
    }),
    {
      model: model('authentik_stages_prompt.prompt'),
      schema: 'Prompt',
      path: '/stages/prompt/prompts/',
      id: 'stages_prompt_prompts',
      tag: 'stages',
      param: 'prompt_uuid',
    },
    {
      model: model('authentik_core.provider'),
      schema: 'Provider',
      path: '/providers/all/',
      id: 'providers_all',
      tag: 'providers',
      param: 'id',
      filters: { application__isnull: read(queryBoolean()), backchannel: read(queryBoolean()) },
    },
    ...catalogue.providers.map((type): ResourceSpec => {
      const typed = model(type.model);
      return {
        model: typed,
        schema: pascal(typed),
        path: `/providers/${type.type}/`,
        id: `providers_${type.type}`,
        tag: 'providers',
        param: 'id',
        filters: { application: read(z.uuid()), ...readLists(typed, ['property_mappings']) },
      };
    }),
    {
      model: model('authentik_core.propertymapping'),
      schema: 'PropertyMapping',
      path: '/propertymappings/all/',
      id: 'propertymappings_all',
      tag: 'propertymappings',
      param: 'pm_uuid',
    },
    ...catalogue.mappings.map((type): ResourceSpec => {
      const typed = model(type.model);
      return {
        model: typed,
        schema: pascal(typed),
        path: `/propertymappings/${type.type}/`,
        id: `propertymappings_${type.type.replaceAll('/', '_')}`,
        tag: 'propertymappings',
        param: 'pm_uuid',
      };
    }),
    {
      model: model('authentik_core.source'),
      schema: 'Source',
      path: '/sources/all/',
      id: 'sources_all',
      tag: 'sources',
      param: 'slug',
      filters: { pbm_uuid: by(z.uuid(), (value: string) => ({ pk: value })) },
    },
    ...catalogue.sources.map((type): ResourceSpec => {
      const typed = model(type.model);
      return {
        model: typed,
        schema: pascal(typed),
        path: `/sources/${type.type}/`,
        id: `sources_${type.type}`,
        tag: 'sources',
        param: 'slug',
        filters: {
          pbm_uuid: by(z.uuid(), (value: string) => ({ pk: value })),
          ...('oidc_jwks' in typed.fields.shape ? { has_jwks: read(queryBoolean()) } : {}),
        },
      };
    }),
    {
      model: model('authentik_core.usersourceconnection'),
      schema: 'UserSourceConnection',
      path: '/sources/user_connections/all/',
      id: 'sources_user_connections_all',
      tag: 'sources',
      param: 'id',
      read: 'authenticated',
      operations: ['list', 'retrieve', 'update', 'partial_update', 'destroy', 'used_by'],
      filters: { source__slug: read(z.string().max(255)) },
    },
    ...catalogue.sources.map(
      (type): ResourceSpec => ({
        model: model('authentik_core.usersourceconnection'),
        schema: `User${pascal(model(type.model))}Connection`,
        path: `/sources/user_connections/${type.type}/`,
        id: `sources_user_connections_${type.type}`,
        tag: 'sources',
        param: 'id',
        read: 'authenticated',
        filters: { source__slug: read(z.string().max(255)) },
      }),
    ),
    {
      model: model('authentik_core.groupsourceconnection'),
      schema: 'GroupSourceConnection',
      path: '/sources/group_connections/all/',
      id: 'sources_group_connections_all',
      tag: 'sources',
      param: 'id',
      operations: ['list', 'retrieve', 'update', 'partial_update', 'destroy', 'used_by'],
      filters: { source__slug: read(z.string().max(255)) },
    },
    ...catalogue.sources.map(
      (type): ResourceSpec => ({
        model: model('authentik_core.groupsourceconnection'),
        schema: `Group${pascal(model(type.model))}Connection`,
        path: `/sources/group_connections/${type.type}/`,
        id: `sources_group_connections_${type.type}`,
        tag: 'sources',
        param: 'id',
        filters: { source__slug: read(z.string().max(255)) },
      }),
    ),
    ...(
      [
        ['accesstoken', 'OAuthAccessToken', 'access_tokens'],
        ['refreshtoken', 'OAuthRefreshToken', 'refresh_tokens'],
        ['authorizationcode', 'OAuthAuthorizationCode', 'authorization_codes'],
      ] as const
    ).map(
      ([name, schema, path]): ResourceSpec => ({
        model: model(`authentik_providers_oauth2.${name}`),
        schema,
        path: `/oauth2/${path}/`,
        id: `oauth2_${path}`,
        tag: 'oauth2',
        param: 'id',
        read: 'authenticated',
        operations: ['list', 'retrieve', 'destroy', 'used_by'],
      }),
    ),
    {
      model: model('authentik_stages_invitation.invitation'),
      schema: 'Invitation',
      path: '/stages/invitation/invitations/',
      id: 'stages_invitation_invitations',
      tag: 'stages',
      param: 'invite_uuid',
      filters: {
        created_by__username: read(z.string().max(150)),
        flow__slug: read(z.string().max(255)),
      },
    },
    {
      model: model('authentik_crypto.certificatekeypair'),
      schema: 'CertificateKeyPair',
      path: '/crypto/certificatekeypairs/',
      id: 'crypto_certificatekeypairs',
      tag: 'crypto',
      param: 'kp_uuid',
      filters: {
        has_key: by(queryBoolean(), (value: boolean) => ({ key_data: value ? { not: '' } : '' })),
        key_type: by(queryList(), (value: string[]) => ({ key_type: { in: value } })),
      },
    },
    {
      model: model('authentik_events.event'),
      schema: 'Event',
      path: '/events/events/',
      id: 'events_events',
      tag: 'events',
      param: 'event_uuid',
      operations: ['list', 'retrieve', 'destroy'],
      filters: {
        actions: by(queryList(), (value: string[]) => ({ action: { in: value } })),
        username: read(z.string().max(150)),
        brand_name: read(z.string().max(255)),
        context_model_app: read(z.string().max(100)),
        context_model_name: read(z.string().max(100)),
        context_model_pk: read(z.string().max(100)),
        context_authorized_app: read(z.string().max(100)),
        context_device: read(z.string().max(100)),
        country: read(z.string().length(2)),
      },
    },
    {
      model: model('authentik_events.notificationrule'),
      schema: 'NotificationRule',
      path: '/events/rules/',
      id: 'events_rules',
      tag: 'events',
      param: 'pbm_uuid',
      filters: { destination_group__name: read(z.string().max(255)) },
    },
    {
      model: model('authentik_events.notificationtransport'),
      schema: 'NotificationTransport',
      path: '/events/transports/',
      id: 'events_transports',
      tag: 'events',
      param: 'uuid',
    },
    {
      model: model('authentik_events.notification'),
      schema: 'Notification',
      path: '/events/notifications/',
      id: 'events_notifications',
      tag: 'events',
      param: 'uuid',
      read: 'authenticated',
      operations: ['list', 'retrieve', 'update', 'partial_update', 'destroy', 'used_by'],
      filters: { user: read(z.coerce.number().int().min(0).max(2147483647)) },
    },
    {
      model: model('authentik_blueprints.blueprintinstance'),
      schema: 'BlueprintInstance',
      path: '/managed/blueprints/',
      id: 'managed_blueprints',
      tag: 'managed',
      param: 'instance_uuid',
    },
  ];
  return specs.map(resource);
}
