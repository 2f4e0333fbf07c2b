import { z } from 'zod';
import { PASSWORD_BACKENDS } from '../../core/flow/credentials.ts';
import { int32 } from '../../core/model/fields.ts';

export const PasswordConfig = z.strictObject({
  backends: z.array(z.enum(PASSWORD_BACKENDS)).meta({
    title: 'Backends',
    description:
      'Where the password is looked up, in this order. LDAP and Kerberos are accepted beside others, and never match: this version cannot ask them.',
  }),
  failed_attempts_before_cancel: int32().default(5).meta({
    title: 'Failed attempts before cancel',
    description: 'After so many wrong passwords the run of the flow ends; the account is not locked.',
  }),
  allow_show_password: z.boolean().default(false).meta({
    title: 'Allow to show the password',
    description: 'Offers a button that makes the typed password readable.',
  }),
});
