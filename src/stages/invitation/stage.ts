import { z } from 'zod';
import type { FlowContext } from '../../core/flow/context.ts';
import { defineStageType } from '../../core/flow/stage-type.ts';
import { INVITATION_USED } from '../../core/invitation/used.ts';
import { InvitationConfig } from './schema.ts';
import { german } from './words.de.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

type Json = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is fixed on top of what was entered; what lies within an object, within it. From entries: `__proto__` is a key. */
const merged = (data: Json, fixed: Json): Json =>
  Object.fromEntries([
    ...Object.entries(data),
    ...Object.entries(fixed).map(([key, value]): [string, unknown] => {
      const before = Object.hasOwn(data, key) ? data[key] : undefined;
      return [key, isRecord(before) && isRecord(value) ? merged(before, value) : value];
    }),
  ]);

/** Lets in whoever has an invitation, with what it says of them. */
export const invitation = defineStageType({
  type: 'invitation',
  model: 'authentik_stages_invitation.invitationstage',
  component: 'ak-stage-invitation-form',
  title: 'Invitation',
  description: 'Lets in whoever has an invitation, and takes over what it says of them.',
  config: InvitationConfig,
  words: { de: german },
  challenge: null,
  asks: z.strictObject({}),
  answer: z.strictObject({}),
  messages: {
    none: 'You need an invitation for this. Open the link in it.',
    invalid: 'This invitation no longer works: it was used already, or it is too old. Ask for a new one.',
  },
  uses: ['invitations', 'clock'],
  // It guards who may come in.
  proves: true,

  async begin({ config, flow, context, query, execution, ports, done, deny }) {
    const data = context.prompt_data ?? {};
    const token = query.itoken || query.token || text(data.token);
    const found = token === '' ? undefined : await ports.invitations.find(token, ports.clock.now());
    const fits = found && (found.flow === null || found.flow === flow.pk) ? found : undefined;
    if (!fits) {
      if (config.continue_flow_without_invitation) return done();
      return deny(token === '' ? 'none' : 'invalid');
    }
    const { pk, name, fixed_data, single_use } = fits;
    const fixed = Array.isArray(context.prompt_fixed) ? context.prompt_fixed : [];
    const patch: Partial<FlowContext> = {
      invitation_in_effect: true,
      invitation: { name, fixed_data },
      prompt_data: merged(data, fixed_data),
      prompt_fixed: [...new Set([...fixed, ...Object.keys(fixed_data)])],
    };
    const used = (last: boolean) => ({
      kind: INVITATION_USED,
      data: { invitation: pk, name, single_use, by: execution, last },
    });
    return done(patch, [
      { effect: 'append_stage', stage: used(false), place: 'before_writing' },
      { effect: 'append_stage', stage: used(true), place: 'last' },
    ]);
  },

  answered: ({ deny }) => deny('none'),
});
