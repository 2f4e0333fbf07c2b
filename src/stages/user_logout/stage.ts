import { z } from 'zod';
import { defineStageType } from '../../core/flow/stage-type.ts';
import { UserLogoutConfig } from './schema.ts';
import { german } from './words.de.ts';

/** Ends the session of this browser, and with it whatever hangs on it. Harmless where nobody is signed in. */
export const userLogout = defineStageType({
  type: 'user_logout',
  model: 'authentik_stages_user_logout.userlogoutstage',
  component: 'ak-stage-user-logout-form',
  title: 'User logout',
  description: 'Ends the session of the browser.',
  config: UserLogoutConfig,
  words: { de: german },
  challenge: null,
  asks: z.strictObject({}),
  answer: z.strictObject({}),
  messages: {},
  uses: [],
  proves: false,
  begin: ({ done }) => done({}, [{ effect: 'logout' }]),
  answered: ({ done }) => done({}, [{ effect: 'logout' }]),
});
