import { z } from 'zod';
import type { FlowContext } from '../../core/flow/context.ts';
import { defineStageType, type StageType } from '../../core/flow/stage-type.ts';
import type { Row } from '../../core/model/model.ts';
import type { UserFacts } from '../../core/policy/request.ts';
import { connect } from './connecting.ts';
import { named, type SourcesDeps } from './deps.ts';
import { updateGroups } from './groups.ts';

/** The kinds under which a source appends them to a run. */
export const SOURCE_CONNECTION = 'source_connection';
export const SOURCE_GROUPS = 'source_groups';

const Connection = z.strictObject({
  source: z.uuid(),
  identifier: z.string(),
  /** The user whom the identity was matched with; null: the flow makes one. */
  user: z.int().nullable(),
  /** True where the connection is there already. */
  connected: z.boolean(),
  /** When the person came back from the source. Milliseconds since the epoch. */
  since: z.number(),
});

const Groups = z.strictObject({
  source: z.uuid(),
  groups: z.array(
    z.strictObject({
      identifier: z.string(),
      name: z.string(),
      attributes: z.record(z.string(), z.unknown()),
    }),
  ),
});

/** A date in the database is finer or coarser than our clock by this much at most. Milliseconds. */
const SKEW = 1_000;

/**
 * Whether the person at the end of the flow is the one whom the identity may belong to: the user who was matched, or
 * one who was made in this very flow or has proven who they are in it. A flow that only asks for a name proves nothing.
 */
function belongs(
  { user, since }: z.output<typeof Connection>,
  pending: UserFacts,
  context: FlowContext,
): boolean {
  if (user !== null) return pending.pk === user;
  const made = Date.parse(pending.date_joined ?? '') >= since - SKEW;
  return made || (context.proofs ?? []).some(({ type }) => type !== 'source');
}

/** The stages that sources put behind a flow: what was learnt from the source is kept once the user is. */
export function sourceStages(
  deps: Pick<SourcesDeps, 'catalogue' | 'objects' | 'events'> & {
    readonly replica: Pick<SourcesDeps['replica'], 'get'>;
  },
): readonly StageType[] {
  const enabled = (pk: string): Row | undefined => {
    const source = deps.replica.get('sources', pk);
    return source?.enabled === true ? source : undefined;
  };

  const connection = defineStageType({
    type: SOURCE_CONNECTION,
    model: 'postern.sourceconnectionstage',
    component: '',
    title: 'Source connection',
    description: 'Connects the identity of a source to the user of the flow.',
    config: Connection,
    challenge: null,
    asks: z.strictObject({}),
    answer: z.strictObject({}),
    messages: {
      no_user: 'The account was not saved, so it cannot be connected.',
      gone: 'This way to sign in was switched off in the meantime.',
      other: 'This identity is connected to another account.',
    },
    uses: [],
    proves: true,
    async begin({ config, context, pending, request, done, deny }) {
      const source = enabled(config.source);
      if (!source) return deny('gone');
      if (!pending || pending.pk === null) return deny('no_user');
      if (!belongs(config, pending, context)) return deny('other');
      if (config.connected) return done();
      const { identifier } = config;
      const connected = await connect({ source, identifier, user: pending, http: request }, deps);
      if (!connected) return deny('other');
      const text = `Your account is now connected to ${named(source).name}.`;
      return done({}, [{ effect: 'notice', level: 'success', text }]);
    },
    answered: ({ deny }) => deny('no_user'),
  });

  const groups = defineStageType({
    type: SOURCE_GROUPS,
    model: 'postern.sourcegroupsstage',
    component: '',
    title: 'Source groups',
    description: 'Puts the user of the flow into the groups that the source names.',
    config: Groups,
    challenge: null,
    asks: z.strictObject({}),
    answer: z.strictObject({}),
    messages: {
      no_user: 'The account was not saved, so its groups cannot be updated.',
      failed: 'Failed to update groups. Please try again later.',
    },
    uses: [],
    proves: true,
    async begin({ config, pending, done, deny }) {
      const source = enabled(config.source);
      if (!source || !pending || pending.pk === null) return deny('no_user');
      return (await updateGroups(source, pending.pk, config.groups, deps)) ? done() : deny('failed');
    },
    answered: ({ deny }) => deny('no_user'),
  });

  return [connection, groups];
}
