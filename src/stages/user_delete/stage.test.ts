import { expect, test } from 'vitest';
import { pendingUser } from '../../core/flow/context.ts';
import { ANONYMOUS } from '../../core/policy/request.ts';
import { plainDigest, seededRandom } from '../../core/testing/ports.ts';
import { asked, passed, refusal, visit } from '../../core/testing/stage.ts';
import { memoryUsers, person } from '../../core/testing/users.ts';
import { userDelete } from './stage.ts';

const ada = person({ username: 'ada' });
const eve = person({ username: 'eve', pk: 2 });
const scene = () => memoryUsers([{ facts: ada }, { facts: eve }]);
const ports = (users: ReturnType<typeof memoryUsers>) => ({
  users,
  random: seededRandom(),
  digest: plainDigest,
});
const LOGOUT = { effect: 'logout' };

test.each([
  { name: 'the pending user', pending: ada, user: ANONYMOUS, unenrolment: false, gone: 1, effects: [] },
  {
    name: 'oneself, with the session',
    pending: ada,
    user: ada,
    unenrolment: false,
    gone: 1,
    effects: [LOGOUT],
  },
  {
    name: 'somebody else than who is signed in',
    pending: eve,
    user: ada,
    unenrolment: true,
    gone: 2,
    effects: [],
  },
  {
    name: 'whoever is signed in, in an unenrolment flow',
    user: ada,
    unenrolment: true,
    gone: 1,
    effects: [LOGOUT],
  },
])('deletes $name', async ({ pending, user, unenrolment, gone, effects }) => {
  const users = scene();
  const stage = visit(userDelete, {
    ...(pending ? { pending } : {}),
    user,
    flow: { designation: unenrolment ? 'unenrollment' : 'stage_configuration' },
    ports: ports(users),
  });
  const { token, username } = asked(await stage.begin());
  expect(username).toBe(gone === 1 ? 'ada' : 'eve');
  // The page alone, however often it is drawn, deletes nobody.
  await stage.begin();
  expect(await users.byPk(gone)).toBeDefined();
  expect(passed(await stage.answer({ token })).effects).toEqual(effects);
  expect(await users.byPk(gone)).toBeUndefined();
  expect(await users.byPk(3 - gone)).toBeDefined();
});

test.each([
  {
    name: 'who is signed in, in a flow that is not for it',
    user: ada,
    designation: 'authentication' as const,
  },
  { name: 'nobody', user: ANONYMOUS, designation: 'unenrollment' as const },
  {
    name: 'who is signed in, where somebody is pending who has no account',
    user: ada,
    designation: 'unenrollment' as const,
    context: { pending_user: { ...pendingUser(eve), pk: null } },
  },
])('never deletes $name', async ({ user, designation, context = {} }) => {
  const users = scene();
  const stage = visit(userDelete, { user, context, flow: { designation }, ports: ports(users) });
  expect(refusal(await stage.begin())).toBe('No Pending User.');
  expect(await users.byPk(1)).toBeDefined();
});

test('an answer without the page’s own token deletes nobody', async () => {
  const users = scene();
  const stage = visit(userDelete, { pending: ada, user: ada, ports: ports(users) });
  await stage.begin();
  expect((await stage.answer({ token: 'guessed' })).step).toBe('retry');
  expect((await stage.answer({})).step).toBe('refused');
  expect(await users.byPk(1)).toBeDefined();
});

test('the last superuser stays; one of two may go', async () => {
  const root = person({ username: 'root', is_superuser: true });
  for (const others of [[], [{ facts: person({ username: 'second', pk: 2, is_superuser: true }) }]]) {
    const users = memoryUsers([{ facts: root }, ...others]);
    const stage = visit(userDelete, { pending: root, user: root, ports: ports(users) });
    const { token } = asked(await stage.begin());
    const step = await stage.answer({ token });
    if (others.length === 0) expect(refusal(step)).toContain('last administrator');
    else passed(step);
    expect(await users.byPk(1)).toEqual(others.length === 0 ? root : undefined);
  }
});
