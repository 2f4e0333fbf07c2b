import { z } from 'zod';
import { said } from '../words/said.ts';

/** How other objects show a user, a group and a role: shapes of the wire that several models embed. */

export const PartialUser = z
  .object({
    pk: z.int(),
    username: z.string(),
    name: z.string(),
    is_active: z.boolean(),
    last_login: z.string().nullable(),
    email: z.string(),
    attributes: z.record(z.string(), z.unknown()),
    uid: z.string(),
  })
  .meta({ id: 'PartialUser' });

export const PartialGroup = z
  .object({
    pk: z.uuid(),
    num_pk: z.int(),
    name: z.string(),
    is_superuser: z.boolean(),
    attributes: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'PartialGroup' });

export const RelatedGroup = z
  .object({
    pk: z.uuid(),
    name: z.string(),
    is_superuser: z.boolean(),
    attributes: z.record(z.string(), z.unknown()),
    group_uuid: z.uuid(),
  })
  .meta({ id: 'RelatedGroup' });

export const RoleReply = z.object({ pk: z.uuid(), name: z.string() }).meta({ id: 'Role' });

/** What every typed object says about its type. */
export const typed = {
  component: z.string(),
  verbose_name: said(),
  verbose_name_plural: said(),
  meta_model_name: z.string(),
};

/** A permission, as it is named and numbered. */
export const PermissionReply = z
  .object({
    id: z.int(),
    name: said(),
    codename: z.string(),
    model: z.string(),
    app_label: z.string(),
    app_label_verbose: said(),
    model_verbose: said(),
  })
  .meta({ id: 'Permission' });
