import { z } from 'zod';
import { PartialUser } from '../directory/replies.ts';
import { flow } from '../flow/models.ts';
import { reference, slug, timestamp } from '../model/fields.ts';
import { defineModel, replyOf } from '../model/model.ts';

/** Lets somebody into a flow who has the link, and says what is known of them already. Its key is what the link holds. */
export const invitation = defineModel({
  name: 'authentik_stages_invitation.invitation',
  table: 'invitations',
  title: 'Invitation',
  plural: 'Invitations',
  fields: z.strictObject({
    name: slug().meta({ title: 'Name', description: 'For administrators: letters, digits and hyphens.' }),
    expires: timestamp().meta({ title: 'Good until', description: 'Empty: for ever.' }),
    fixed_data: z.record(z.string(), z.json()).default({}).meta({
      title: 'What is known',
      description:
        'Values for the forms of the flow, such as {"email": "ada@example.com"}; whoever is invited cannot change them.',
      widget: 'json',
    }),
    single_use: z.boolean().default(false).meta({
      title: 'Works once',
      description: 'It is deleted as soon as somebody has come to the end of the flow with it.',
    }),
    flow: reference('authentik_flows.flow', 'cascade').meta({
      title: 'Flow',
      description: 'Empty: good for every flow that takes invitations.',
    }),
  }),
  internal: z.strictObject({
    created_by: z.int().nullable().default(null).meta({ ref: 'authentik_core.user', on_delete: 'cascade' }),
    claimed_by: z.string().nullable().default(null),
    claimed_until: timestamp(),
  }),
  hidden: ['claimed_by', 'claimed_until'],
  computed: z.strictObject({
    created_by: PartialUser.nullable(),
    flow_obj: replyOf(flow).meta({ id: 'Flow' }).nullable(),
  }),
  columns: {
    name: 'text',
    expires: 'timestamptz',
    flow: 'uuid',
    single_use: 'boolean',
    created_by: 'integer',
    claimed_by: 'text',
    claimed_until: 'timestamptz',
  },
  search: ['name'],
  filters: { name: ['exact'], expires: ['exact'] },
  ordering: ['-expires', 'name'],
});
