import { z } from 'zod';
import { defineStageType } from '../../core/flow/stage-type.ts';
import { AccountUnlockConfig } from './schema.ts';
import { german } from './words.de.ts';

const UNLOCKED = 'Your account is unlocked. You can sign in again.';

/** Ends the lock of an account for whoever came by a link that was sent to its owner. */
export const accountUnlock = defineStageType({
  type: 'account_unlock',
  model: 'authentik_stages_account_unlock.accountunlockstage',
  component: 'ak-stage-account-unlock-form',
  title: 'Account unlock',
  description: 'Forgets the wrong tries of the pending user, who came by a link that was sent to them.',
  config: AccountUnlockConfig,
  words: { de: german },
  challenge: 'ak-stage-account-unlock',
  asks: z.strictObject({}),
  answer: z.strictObject({}),
  messages: { no_link: 'This page opens only by a link that was sent to you.' },
  uses: ['tries'],
  // It guards: whoever is not the owner of the mailbox must not get past it.
  proves: true,

  begin: ({ context, pending, ask, deny }) =>
    context.is_restored === true && pending?.pk != null ? ask({}) : deny('no_link'),

  async answered({ context, pending, ports, done, deny }) {
    if (context.is_restored !== true || pending?.pk == null) return deny('no_link');
    await ports.tries.forgive(pending.pk);
    return done({}, [{ effect: 'notice', level: 'success', text: UNLOCKED }]);
  },
});
