import { type Client, Unfit, type Wire } from '../client.ts';
import type { Extra } from '../drive.ts';
import {
  aConnection,
  aFlow,
  aGroup,
  anApplication,
  anOAuth2Provider,
  anOAuthSource,
  aUser,
  first,
  fresh,
} from './objects.ts';

const must = (holds: boolean, words: string): void => {
  if (!holds) throw new Unfit(words);
};

const listed = (id: string): readonly [string, Extra] => [
  id,
  async (client) => {
    must(Array.isArray((await client.call(id)).results), 'there is no list');
  },
];

const bare = (id: string, least = 1): readonly [string, Extra] => [
  id,
  async (client) => {
    const found = (await client.call(id)) as unknown as readonly Wire[];
    must(Array.isArray(found) && found.length >= least, `it lists fewer than ${least}`);
  },
];

/** The abstract lists: read, uses and delete of an object that was made under its own type. */
const abstract = (
  id: string,
  parameter: string,
  make: (client: Client) => Promise<Wire>,
): Record<string, Extra> => {
  const pathOf = async (client: Client) => {
    const made = await make(client);
    return { [parameter]: parameter === 'slug' ? made.slug : made.pk };
  };
  return {
    ...Object.fromEntries([listed(`${id}_list`), bare(`${id}_types_list`)]),
    [`${id}_retrieve`]: async (client) => {
      const path = await pathOf(client);
      const found = await client.call(`${id}_retrieve`, { path });
      must(typeof found.component === 'string' && found.component !== '', 'it does not say what it is');
    },
    [`${id}_used_by_list`]: async (client) => {
      await client.call(`${id}_used_by_list`, { path: await pathOf(client) });
    },
    [`${id}_destroy`]: async (client) => {
      const path = await pathOf(client);
      await client.call(`${id}_destroy`, { path });
      const gone = await client.call(`${id}_retrieve`, { path }).catch((error: Error) => error.message);
      must(String(gone).startsWith('404'), 'the object is still there');
    },
  };
};

/** Events are written in batches, so they are asked for until they are there. */
async function eventually(there: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await there()) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Unfit('no event tells of it');
}

const dummy = (client: Client) =>
  client.call('policies_dummy_create', {
    body: { name: fresh('policy'), result: true, wait_min: 0, wait_max: 1 },
  });

const provider = async (client: Client) =>
  client.call('providers_oauth2_create', { body: await anOAuth2Provider(client) });

/** The API token that drives all this is `akadmin`'s, so there is a session-less caller and no session to look at. */
export const extras: Readonly<Record<string, Extra>> = {
  ...abstract('policies_all', 'policy_uuid', dummy),
  ...abstract('stages_all', 'stage_uuid', (client) =>
    client.call('stages_deny_create', { body: { name: fresh('stage') } }),
  ),
  ...abstract('providers_all', 'id', provider),
  ...abstract('propertymappings_all', 'pm_uuid', (client) =>
    client.call('propertymappings_provider_scope_create', {
      body: { name: fresh('mapping'), expression: 'return {}', scope_name: 'nothing' },
    }),
  ),
  ...abstract('sources_all', 'slug', async (client) =>
    client.call('sources_oauth_create', { body: await anOAuthSource(client) }),
  ),
  sources_oauth_source_types_list: bare('sources_oauth_source_types_list')[1],
  sources_user_connections_all_retrieve: async (client) => {
    const body = await aConnection(client);
    const path = { id: (await client.call('sources_user_connections_oauth_create', { body })).pk };
    const read = () => client.call('sources_user_connections_all_retrieve', { path });
    must((await read()).identifier === body.identifier, 'it is another identity');
    await client.call('sources_user_connections_all_update', { path, body });
    const change = { identifier: fresh('identity') };
    await client.call('sources_user_connections_all_partial_update', { path, body: change });
    must((await read()).identifier === change.identifier, 'the identity was not changed');
    await client.call('sources_user_connections_all_used_by_list', { path });
    await client.call('sources_user_connections_all_destroy', { path });
  },
  flows_executor_solve: async (client) => {
    const { slug } = await first(client, 'flows_instances_list', {
      designation: 'authentication',
      slug: 'default-authentication-flow',
    });
    const challenge = await client.call('flows_executor_solve', {
      path: { flow_slug: slug },
      query: { query: '' },
      body: { component: 'ak-stage-identification', uid_field: 'nobody' },
    });
    must(typeof challenge.component === 'string', 'that is no challenge');
  },
  ...Object.fromEntries([
    listed('core_authenticated_sessions_list'),
    listed('core_user_consent_list'),
    listed('sources_user_connections_all_list'),
    listed('sources_group_connections_all_list'),
    listed('oauth2_access_tokens_list'),
    listed('oauth2_refresh_tokens_list'),
    listed('oauth2_authorization_codes_list'),
    listed('rbac_permissions_list'),
    listed('rbac_permissions_roles_list'),
    listed('policies_reputation_scores_list'),
    // Devices are made by the stages that see them work: there are none yet.
    ...['static', 'totp', 'webauthn'].flatMap((kind) => [
      listed(`authenticators_${kind}_list`),
      listed(`authenticators_admin_${kind}_list`),
    ]),
    bare('authenticators_all_list', 0),
    bare('events_events_actions_list'),
    bare('policies_geoip_iso3166_list'),
    listed('sources_group_connections_oauth_list'),
    listed('sources_user_connections_oauth_list'),
  ]),
  stages_authenticator_webauthn_device_types_list: async (client) => {
    const { results } = await client.call('stages_authenticator_webauthn_device_types_list');
    must(Array.isArray(results) && results.length > 0, 'no makes of authenticators');
  },
  stages_authenticator_webauthn_device_types_retrieve: async (client) => {
    const aaguid = '00000000-0000-0000-0000-000000000000';
    const made = await client.call('stages_authenticator_webauthn_device_types_retrieve', {
      path: { aaguid },
    });
    must(made.aaguid === aaguid, 'another make');
  },
  root_config_retrieve: async (client) => {
    must(Array.isArray((await client.call('root_config_retrieve')).capabilities), 'no capabilities');
  },
  admin_version_retrieve: async (client) => {
    must(/^\d/.test(String((await client.call('admin_version_retrieve')).version_current)), 'no version');
  },
  core_brands_current_retrieve: async (client) => {
    must(typeof (await client.call('core_brands_current_retrieve')).branding_title === 'string', 'no title');
  },
  core_users_me_retrieve: async (client) => {
    const { user } = (await client.call('core_users_me_retrieve')) as { user: Wire };
    must(user.is_superuser === true, 'it is somebody else');
  },
  core_users_impersonate_end_retrieve: async (client) => {
    // A token acts for its own user only, so there is nothing to end; that is no error.
    await client.call('core_users_impersonate_end_retrieve');
  },
  core_users_paths_retrieve: async (client) => {
    const { paths } = (await client.call('core_users_paths_retrieve')) as { paths: readonly string[] };
    must(paths.includes('users'), 'the usual path is missing');
  },
  core_users_service_account_create: async (client) => {
    const body = { name: fresh('robot'), create_group: true };
    const made = await client.call('core_users_service_account_create', { body });
    must(String(made.token).length > 20, 'there is no token');
  },
  core_users_set_password_create: async (client) => {
    await client.call('core_users_set_password_create', {
      path: { id: await aUser(client) },
      body: { password: 'a long sentence that nobody else knows' },
    });
  },
  core_groups_add_user_create: async (client) => {
    const [group_uuid, pk] = [await aGroup(client), await aUser(client)];
    const members = async () => (await client.call('core_groups_retrieve', { path: { group_uuid } })).users;
    await client.call('core_groups_add_user_create', { path: { group_uuid }, body: { pk } });
    must(JSON.stringify(await members()) === `[${pk}]`, 'the user is no member');
    await client.call('core_groups_remove_user_create', { path: { group_uuid }, body: { pk } });
    must(JSON.stringify(await members()) === '[]', 'the user is still a member');
  },
  core_tokens_set_key_create: async (client) => {
    const made = await client.call('core_tokens_create', {
      body: { identifier: fresh('token'), intent: 'api' },
    });
    await client.call('core_tokens_set_key_create', {
      path: { identifier: made.identifier },
      body: { key: `${fresh('key')}-that-is-long-enough` },
    });
  },
  core_applications_check_access_retrieve: async (client) => {
    const { slug } = await anApplication(client);
    const { passing } = await client.call('core_applications_check_access_retrieve', { path: { slug } });
    must(passing === true, 'the application without bindings is closed');
  },
  core_transactional_applications_update: async (client) => {
    const slug = fresh('app');
    const group = await aGroup(client);
    const { name, authorization_flow, invalidation_flow, redirect_uris } = await anOAuth2Provider(client);
    await client.call('core_transactional_applications_update', {
      body: {
        app: { name: slug, slug },
        provider_model: 'authentik_providers_oauth2.oauth2provider',
        provider: {
          name,
          authorization_flow,
          invalidation_flow,
          redirect_uris,
          provider_model: 'authentik_providers_oauth2.oauth2provider',
        },
        policy_bindings: [{ group, order: 0 }],
      },
    });
    const { passing } = await client.call('core_applications_check_access_retrieve', { path: { slug } });
    must(passing === false, 'the binding was not made');
  },
  policies_all_test_create: async (client) => {
    const { pk } = await dummy(client);
    const { passing } = await client.call('policies_all_test_create', {
      path: { policy_uuid: pk },
      body: { user: await aUser(client), context: { colour: 'red' } },
    });
    must(passing === true, 'the policy does not pass');
  },
  rbac_permissions_assigned_by_roles_assign: async (client) => {
    const role = (await client.call('rbac_roles_create', { body: { name: fresh('role') } })).pk;
    const { slug: object_pk, pk } = await anApplication(client);
    must(object_pk !== undefined, 'there is no application');
    const body = { permissions: ['authentik_core.view_application'], model: 'authentik_core.application' };
    const path = { uuid: role };
    await client.call('rbac_permissions_assigned_by_roles_assign', {
      path,
      body: { ...body, object_pk: String(pk) },
    });
    const query = { model: 'authentik_core.application', object_pk: String(pk) };
    const { results } = (await client.call('rbac_permissions_assigned_by_roles_list', { query })) as {
      results: readonly Wire[];
    };
    must(
      results.some(({ role_pk }) => role_pk === role),
      'the role does not hold the permission',
    );
    await client.call('rbac_permissions_assigned_by_roles_unassign_partial_update', {
      path,
      body: { ...body, object_pk: String(pk) },
    });
  },
  rbac_roles_add_user_create: async (client) => {
    const path = { uuid: (await client.call('rbac_roles_create', { body: { name: fresh('role') } })).pk };
    const pk = await aUser(client);
    await client.call('rbac_roles_add_user_create', { path, body: { pk } });
    await client.call('rbac_roles_remove_user_create', { path, body: { pk } });
  },
  crypto_certificatekeypairs_generate_create: async (client) => {
    const body = { common_name: fresh('pair'), validity_days: 30, alg: 'ecdsa' };
    const made = await client.call('crypto_certificatekeypairs_generate_create', { body });
    const path = { kp_uuid: made.pk };
    must(made.private_key_available === true, 'there is no key');
    const { data } = await client.call('crypto_certificatekeypairs_view_certificate_retrieve', { path });
    must(String(data).startsWith('-----BEGIN CERTIFICATE-----'), 'that is no certificate');
    await client.call('crypto_certificatekeypairs_list', { query: { has_key: true, page_size: 100 } });
    await client.call('crypto_certificatekeypairs_retrieve', { path });
    const renamed = { name: fresh('pair') };
    await client.call('crypto_certificatekeypairs_partial_update', { path, body: renamed });
    await client.call('crypto_certificatekeypairs_used_by_list', { path });
    await client.call('crypto_certificatekeypairs_destroy', { path });
    const own = { name: fresh('pair'), certificate_data: String(data) };
    const kept = await client.call('crypto_certificatekeypairs_create', { body: own });
    must(kept.private_key_available === false, 'there is a key that nobody sent');
    await client.call('crypto_certificatekeypairs_update', { path: { kp_uuid: kept.pk }, body: own });
  },
  events_events_list: async (client) => {
    await aGroup(client);
    const query = { actions: ['model_created'], page_size: 5 };
    await eventually(async () => {
      const { results } = (await client.call('events_events_list', { query })) as {
        results: readonly Wire[];
      };
      const [event] = results;
      if (event) await client.call('events_events_retrieve', { path: { event_uuid: event.pk } });
      return event !== undefined;
    });
  },
  flows_executor_get: async (client) => {
    const flow = await aFlow(client);
    const stage = await client.call('stages_deny_create', {
      body: { name: fresh('stage'), deny_message: 'Closed.' },
    });
    await client.call('flows_bindings_create', { body: { target: flow.pk, stage: stage.pk, order: 0 } });
    const challenge = await client.call('flows_executor_get', {
      path: { flow_slug: flow.slug },
      query: { query: '' },
    });
    must(challenge.component === 'ak-stage-access-denied', `it answers ${String(challenge.component)}`);
  },
  providers_oauth2_setup_urls_retrieve: async (client) => {
    const { pk } = await provider(client);
    const { slug } = await anApplication(client, { provider: pk });
    const urls = await client.call('providers_oauth2_setup_urls_retrieve', { path: { id: pk } });
    must(String(urls.issuer).includes(String(slug)), 'the issuer is not that of the application');
  },
  providers_oauth2_preview_user_retrieve: async (client) => {
    const { pk } = await provider(client);
    await anApplication(client, { provider: pk });
    const { preview } = (await client.call('providers_oauth2_preview_user_retrieve', {
      path: { id: pk },
    })) as {
      preview: Wire;
    };
    must(typeof preview.sub === 'string', 'there is no subject');
  },
  flows_instances_cache_info_retrieve: async (client) => {
    must((await client.call('flows_instances_cache_info_retrieve')).count === 0, 'something is cached');
  },
  flows_instances_cache_clear_create: async (client) => {
    await client.call('flows_instances_cache_clear_create');
  },
  policies_all_cache_info_retrieve: async (client) => {
    must((await client.call('policies_all_cache_info_retrieve')).count === 0, 'something is cached');
  },
  policies_all_cache_clear_create: async (client) => {
    await client.call('policies_all_cache_clear_create');
  },
  flows_instances_diagram_retrieve: async (client) => {
    const { slug } = await first(client, 'flows_instances_list', { designation: 'authentication' });
    const { diagram } = await client.call('flows_instances_diagram_retrieve', { path: { slug } });
    must(String(diagram).startsWith('graph TD'), 'that is no diagram');
  },
  propertymappings_all_test_create: async (client) => {
    const made = await client.call('propertymappings_provider_scope_create', {
      body: { name: fresh('mapping'), expression: 'return { colour: "red" };', scope_name: 'colour' },
    });
    const { successful, result } = await client.call('propertymappings_all_test_create', {
      path: { pm_uuid: made.pk },
      body: { user: await aUser(client) },
    });
    must(successful === true && result === '{"colour":"red"}', `it returned ${String(result)}`);
  },
  flows_instances_export_retrieve: async (client) => {
    const { slug } = await aFlow(client);
    const { text } = await client.call('flows_instances_export_retrieve', { path: { slug } });
    must(String(text).includes(`slug: ${slug}`), 'the blueprint does not name the flow');
  },
  managed_blueprints_import_create: async (client) => {
    const name = fresh('imported');
    const entry = `  - {model: authentik_core.group, identifiers: {name: ${name}}}`;
    const file = new Blob([`version: 1\nentries:\n${entry}\n`]);
    const { success } = await client.call('managed_blueprints_import_create', { form: { file } });
    must(success === true, 'the blueprint was not applied');
    must((await first(client, 'core_groups_list', { name })).name === name, 'the group was not made');
  },
  managed_blueprints_available_list: bare('managed_blueprints_available_list')[1],
  managed_blueprints_apply_create: async (client) => {
    const made = await client.call('managed_blueprints_create', {
      body: { name: fresh('blueprint'), content: 'version: 1\nmetadata:\n  name: nothing\nentries: []\n' },
    });
    const path = { instance_uuid: made.pk };
    const applied = await client.call('managed_blueprints_apply_create', { path });
    must(applied.status === 'successful', `it is ${String(applied.status)}`);
  },
  stages_prompt_prompts_preview_create: async (client) => {
    const shown = await client.call('stages_prompt_prompts_preview_create', {
      body: {
        name: fresh('prompt'),
        field_key: 'colour',
        label: 'Colour',
        type: 'text',
        placeholder: 'return "red"',
        placeholder_expression: true,
      },
    });
    const [field] = shown.fields as readonly Wire[];
    must(field?.placeholder === 'red', 'the expression was not run');
  },
  stages_all_user_settings_list: bare('stages_all_user_settings_list', 0)[1],
  sources_all_user_settings_list: bare('sources_all_user_settings_list', 0)[1],
  events_events_volume_list: async (client) => {
    const query = { action: 'model_created', history_days: 1 };
    await eventually(async () => {
      const found = (await client.call('events_events_volume_list', { query })) as unknown as readonly Wire[];
      return found.some(({ action, count }) => action === 'model_created' && Number(count) > 0);
    });
  },
  events_events_stats_retrieve: async (client) => {
    const query = { count_steps: ['hours=1'] };
    await eventually(async () => {
      const { count_step } = (await client.call('events_events_stats_retrieve', { query })) as {
        count_step: Wire;
      };
      return Number(count_step['hours=1']) > 0;
    });
  },
  events_events_top_per_user_list: bare('events_events_top_per_user_list', 0)[1],
  events_transports_test_create: async (client) => {
    const body = { name: fresh('transport'), mode: 'local' };
    const { pk } = await client.call('events_transports_create', { body });
    const { messages } = await client.call('events_transports_test_create', { path: { uuid: pk } });
    must(Array.isArray(messages) && messages.length === 1, 'it does not say what became of it');
    const { pk: notification } = await first(client, 'events_notifications_list', { seen: false });
    const path = { uuid: notification };
    await client.call('events_notifications_retrieve', { path });
    await client.call('events_notifications_used_by_list', { path });
    await client.call('events_notifications_update', { path, body: { seen: false } });
    const changed = await client.call('events_notifications_partial_update', { path, body: { seen: true } });
    must(changed.seen === true, 'it was not marked as seen');
    await client.call('events_notifications_mark_all_seen_create');
    await client.call('events_notifications_destroy', { path });
  },
  events_events_destroy: async (client) => {
    await eventually(async () => (await first(client, 'events_events_list')).pk !== undefined);
    const { pk } = await first(client, 'events_events_list');
    await client.call('events_events_destroy', { path: { event_uuid: pk } });
  },
  core_authenticated_sessions_bulk_delete_destroy: async (client) => {
    const { deleted } = await client.call('core_authenticated_sessions_bulk_delete_destroy', {
      query: { user_pks: [await aUser(client)] },
    });
    must(deleted === 0, 'somebody who never signed in had a session');
  },
  admin_apps_list: bare('admin_apps_list', 5)[1],
  admin_models_list: bare('admin_models_list', 10)[1],
  core_users_recovery_create: async (client) => {
    const { pk: brand_uuid } = await first(client, 'core_brands_list', { default: true });
    const { pk: flow_recovery, slug } = await aFlow(client);
    await client.call('core_brands_partial_update', { path: { brand_uuid }, body: { flow_recovery } });
    const { link } = await client.call('core_users_recovery_create', {
      path: { id: await aUser(client) },
      body: { token_duration: 'hours=1' },
    });
    must(String(link).includes(`/if/flow/${slug}/?`), 'the link leads elsewhere');
    await client.call('core_brands_partial_update', {
      path: { brand_uuid },
      body: { flow_recovery: null },
    });
  },
  core_users_recovery_email_create: async (client) => {
    const { pk: brand_uuid } = await first(client, 'core_brands_list', { default: true });
    const { pk: flow_recovery } = await aFlow(client);
    await client.call('core_brands_partial_update', { path: { brand_uuid }, body: { flow_recovery } });
    const { pk: email_stage } = await client.call('stages_email_create', { body: { name: fresh('stage') } });
    const id = await aUser(client);
    await client.call('core_users_partial_update', { path: { id }, body: { email: 'ada@corp.test' } });
    await client.call('core_users_recovery_email_create', { path: { id }, body: { email_stage } });
    await client.call('core_brands_partial_update', { path: { brand_uuid }, body: { flow_recovery: null } });
  },
  stages_invitation_invitations_send_email_create: async (client) => {
    const { pk: invite_uuid } = await client.call('stages_invitation_invitations_create', {
      body: { name: fresh('invitation'), flow: (await aFlow(client)).pk },
    });
    await client.call('stages_invitation_invitations_send_email_create', {
      path: { invite_uuid },
      body: { email_addresses: ['ada@corp.test'] },
    });
  },
  stages_email_templates_list: bare('stages_email_templates_list', 5)[1],
  rbac_permissions_retrieve: async (client) => {
    const { id } = await first(client, 'rbac_permissions_list');
    must((await client.call('rbac_permissions_retrieve', { path: { id } })).id === id, 'it is another one');
  },
};
