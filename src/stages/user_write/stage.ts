import { z } from 'zod';
import { USER_TYPES } from '../../core/directory/models.ts';
import { type FlowContext, nowPending, pendingUser } from '../../core/flow/context.ts';
import { defineStageType, type StageInput, type StageWords } from '../../core/flow/stage-type.ts';
import type { Step } from '../../core/flow/step.ts';
import type { UserFacts } from '../../core/policy/request.ts';
import { UserWriteConfig } from './schema.ts';
import { wanted } from './values.ts';
import { german } from './words.de.ts';

const messages = {
  no_data: 'No Pending data.',
  no_user: "No user found and can't create new user.",
  no_username: 'A username is needed.',
  failed: 'Failed to update user. Please try again later.',
};

type Config = z.output<typeof UserWriteConfig>;
type Input = StageInput<Config, 'users' | 'configuration' | 'events'> & StageWords<typeof messages>;

/** The user to change; null to create one; undefined where neither may be done. */
async function target({
  config,
  context,
  pending,
  user,
  ports,
}: Input): Promise<UserFacts | null | undefined> {
  if (config.user_creation_mode === 'always_create') return null;
  if (pending) return pending;
  // Whoever the run was about is gone: to write somebody else in their place would be wrong in any mode.
  if (typeof context.pending_user?.pk === 'number') return undefined;
  if (!context.pending_user && user.is_authenticated && user.pk !== null) {
    return await ports.users.byPk(user.pk);
  }
  return config.user_creation_mode === 'create_when_required' ? null : undefined;
}

/** Where new users belong. The system and policies may say so in the context; what somebody typed may not. */
function fresh(config: Config, context: FlowContext): Readonly<Record<string, unknown>> {
  const type = z.enum(USER_TYPES).catch(config.user_type).parse(context.user_type);
  const path = typeof context.user_path === 'string' && context.user_path !== '' ? context.user_path : '';
  return {
    name: '',
    is_active: !config.create_users_as_inactive,
    // Internal service accounts belong to the system alone.
    type: type === 'internal_service_account' ? 'service_account' : type,
    path: path || config.user_path_template || 'users',
  };
}

/** Keys of the groups to join: the configured one, and those that policies put into the context. */
function groupsToJoin({ config, context, ports }: Input): readonly string[] {
  const listed = Array.isArray(context.groups) ? context.groups : [];
  const named = listed.map((group: unknown) =>
    typeof group === 'object' && group !== null && 'pk' in group ? group.pk : group,
  );
  return [...new Set([config.create_users_group, ...named])].filter(
    (pk): pk is string => typeof pk === 'string' && ports.configuration.get('groups', pk) !== undefined,
  );
}

/** The prompt data without its secrets: once they are written, nothing may read them again. */
function withoutSecrets(data: Readonly<Record<string, unknown>>, context: FlowContext) {
  const secrets = new Set<unknown>(['password']);
  if (Array.isArray(context.prompt_hidden)) for (const key of context.prompt_hidden) secrets.add(key);
  return Object.fromEntries(Object.entries(data).filter(([key]) => !secrets.has(key)));
}

/** What was typed as somebody's name is not the name of a user who was made just now. */
const forgotten = { pending_user_identifier: undefined } as unknown as Partial<FlowContext>;

async function write(input: Input): Promise<Step> {
  const { config, context, user, request, ports, deny, done } = input;
  const data = context.prompt_data;
  if (!data) return deny('no_data');
  const before = await target(input);
  if (before === undefined) return deny('no_user');

  const { password, attributes, discarded, ...texts } = wanted(data, before?.attributes ?? {});
  if (texts.username === '' || (before === null && texts.username === undefined)) return deny('no_username');
  const written = await ports.users.write({
    pk: before?.pk ?? null,
    values: { ...(before === null ? fresh(config, context) : {}), ...texts, attributes },
    ...(password === undefined ? {} : { password }),
    addGroups: groupsToJoin(input),
  });
  if ('refused' in written) {
    return deny(written.refused === 'duplicate' ? 'failed' : { text: written.message });
  }

  const who = { pk: written.user.pk, username: written.user.username };
  const event = {
    app: 'postern.stages',
    user: user.is_authenticated ? user : written.user,
    http_request: request,
  };
  ports.events.emit({
    ...event,
    action: 'user_write',
    context: { created: written.created, written: who, ...(discarded.length > 0 ? { discarded } : {}) },
  });
  if (password !== undefined)
    ports.events.emit({ ...event, action: 'password_set', context: { written: who } });
  // Whoever changes a password because somebody else knows it means that the other one is out.
  const { pk } = written.user;
  const effects =
    password !== undefined && !written.created && pk !== null
      ? [{ effect: 'end_other_sessions', user: pk } as const]
      : [];
  const changed = password === undefined ? null : written.user.password_change_date;
  const patch = {
    ...nowPending(context, pendingUser(written.user)),
    ...(written.created ? { user_backend: 'authentik.core.auth.InbuiltBackend', ...forgotten } : {}),
    // What this run had proven before stays as good as it was: it is this run that has changed the password.
    ...(changed === null ? {} : { proofs_renewed: Date.parse(changed) }),
    prompt_data: withoutSecrets(data, context),
    prompt_hidden: undefined,
  };
  return done(patch, effects);
}

/** Writes what was prompted for into the directory: changes the pending user, or makes a new one. */
export const userWrite = defineStageType({
  type: 'user_write',
  model: 'authentik_stages_user_write.userwritestage',
  component: 'ak-stage-user-write-form',
  title: 'User write',
  description: 'Writes the data of earlier prompts: changes the pending user, or creates one.',
  config: UserWriteConfig,
  words: { de: german },
  challenge: null,
  asks: z.strictObject({}),
  answer: z.strictObject({}),
  messages,
  uses: ['users', 'configuration', 'events'],
  proves: false,
  writes: true,
  begin: write,
  answered: write,
});
