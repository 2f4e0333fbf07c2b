import { memoryDevices } from '../../core/testing/devices.ts';
import { knownFactors } from '../../core/testing/factors.ts';
import {
  fixedClock,
  knownSources,
  plainHashing,
  recordedDelay,
  recordedEvents,
  seededRandom,
} from '../../core/testing/ports.ts';
import { memoryReplica } from '../../core/testing/replica.ts';
import { type Visit, visit } from '../../core/testing/stage.ts';
import { freeTries } from '../../core/testing/tries.ts';
import { memoryUsers, person } from '../../core/testing/users.ts';
import { identification } from './stage.ts';

export const PASSWORD = '11111111-1111-4111-8111-111111111111';
export const FLOW = '22222222-2222-4222-8222-222222222222';
export const GITHUB = '33333333-3333-4333-8333-333333333333';
export const CORP = '44444444-4444-4444-8444-444444444444';
export const VALIDATE = '66666666-6666-4666-8666-666666666666';
export const CODES = '77777777-7777-4777-8777-777777777777';
export const APP = '55555555-5555-4555-8555-555555555555';

export const ada = person({ username: 'ada', pk: 1, email: 'ada@corp.test', attributes: { upn: 'ada@AD' } });
export const bob = person({ username: 'bob', pk: 2, is_active: false });
export const eve = person({ username: 'eve', pk: 3, email: 'shared@corp.test' });
export const mallory = person({ username: 'mallory', pk: 4, email: 'shared@corp.test' });
/** Took the name of somebody else as e-mail address, and another one's name in capitals. */
export const squatter = person({ username: 'ADA', pk: 5, email: 'victim@corp.test' });
export const victim = person({ username: 'victim@corp.test', pk: 6, email: 'v@corp.test' });

const everyField = { user_fields: ['username', 'email', 'upn'] };

/** The stage with everybody above in the directory, and every port a fake that can be asked what it did. */
export function world(given: Visit = {}) {
  const users = memoryUsers([
    { facts: ada, password: 'correct horse' },
    { facts: bob, password: 'correct horse' },
    { facts: eve },
    { facts: mallory },
    { facts: victim },
  ]);
  const hashing = plainHashing();
  const events = recordedEvents();
  const delay = recordedDelay();
  const configuration = memoryReplica({
    stages: [
      {
        pk: PASSWORD,
        type: 'password',
        name: 'password',
        backends: ['authentik.core.auth.InbuiltBackend', 'authentik.core.auth.TokenBackend'],
        failed_attempts_before_cancel: 3,
        allow_show_password: true,
      },
      { pk: CORP, type: 'deny', name: 'no password stage' },
      {
        ...{ pk: VALIDATE, type: 'authenticator_validate', name: 'ask', device_classes: ['webauthn'] },
        ...{ webauthn_user_verification: 'required', webauthn_hints: ['hybrid'] },
      },
      { pk: CODES, type: 'authenticator_validate', name: 'codes', device_classes: ['totp'] },
    ],
    flows: [{ pk: FLOW, slug: 'sign-up' }],
    applications: [{ pk: APP, name: 'Mail', meta_launch_url: 'https://mail.corp.test/' }],
  });
  const sources = knownSources({
    [GITHUB]: {
      name: 'GitHub',
      icon_url: null,
      promoted: false,
      challenge: { component: 'xak-flow-redirect', to: '/g' },
    },
    [CORP]: {
      name: 'Corp',
      icon_url: '/c.svg',
      promoted: true,
      challenge: { component: 'xak-flow-redirect', to: '/c' },
    },
  });
  const devices = memoryDevices(
    [ada, bob].map(({ pk, username }) => ({
      pk: Number(pk) + 10,
      user: Number(pk),
      class: 'webauthn',
      name: `Key of ${username}`,
      created: 0,
      last_used: null,
      data: { credential_id: username },
    })),
  );
  const stage = visit(identification, {
    ...given,
    config: { ...everyField, ...given.config },
    ports: {
      users,
      hashing,
      events,
      delay,
      configuration,
      sources,
      clock: fixedClock(1000),
      random: seededRandom(),
      egress: { request: async () => ({ refused: 'no network in tests' }) },
      tries: freeTries,
      factors: knownFactors(devices),
      ...given.ports,
    },
  });
  return { stage, users, hashing, events, delay };
}

export const typed = (uid_field: string) => ({ uid_field });
