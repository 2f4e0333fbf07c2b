import { describe, expect, test } from 'vitest';
import { fixedClock, recordedEvents } from '../../core/testing/ports.ts';
import { recordedPosting } from '../../core/testing/posting.ts';
import { asked, complaints, passed, refusal, visit } from '../../core/testing/stage.ts';
import { memoryUsers, person } from '../../core/testing/users.ts';
import { email } from './stage.ts';

const ada = person({ username: 'ada', email: 'ada@corp.test', attributes: { settings: { locale: 'de' } } });

function scene(more: Parameters<typeof visit>[1] = {}) {
  const clock = fixedClock();
  const posting = recordedPosting({ clock });
  const ports = { clock, posting, events: recordedEvents(), users: memoryUsers([{ facts: ada }], clock.now) };
  return { posting, clock, stage: visit(email, { pending: ada, ports, ...more }) };
}
const BINDING = '00000000-0000-4000-8000-00000000cccc';

describe('the letter', () => {
  test('says who, where to, in which language, how long and where it leads back to', async () => {
    const { posting, stage } = scene({
      query: { next: '/x' },
      config: { token_expiry: 'hours=2', subject: 'Hi' },
    });
    asked(await stage.begin());
    expect(posting.sent()).toMatchObject([
      {
        to: ['ada@corp.test'],
        subject: 'Hi',
        lifetime: 7_200,
        person: { username: 'ada', locale: 'de' },
        link: {
          slug: 'login',
          query: { next: '/x' },
          kept: { user: 1, confirm: true, resume: { binding: BINDING } },
        },
      },
    ]);
  });

  test.each([
    ['nobody is known', { pending: undefined as never, context: {} }, 'No Pending user'],
    ['the account has no address', { pending: { ...ada, email: '' } }, 'no e-mail address'],
  ])('there is none where %s', async (_, more, words) => {
    const { posting, stage } = scene(more);
    expect(refusal(await stage.begin())).toContain(words);
    expect(posting.letters).toEqual([]);
  });

  test('drawing the page again sends nothing, an answer does after half a minute', async () => {
    const { posting, clock, stage } = scene();
    await stage.begin();
    await stage.begin();
    expect(complaints(await stage.answer({})).non_field_errors).toEqual([
      'An e-mail is on its way. You can ask for another one in 30 seconds.',
    ]);
    clock.advance(30_000);
    expect(complaints(await stage.answer({})).non_field_errors).toEqual(['Another e-mail was sent.']);
    expect(posting.letters).toHaveLength(2);
  });
});

describe('the link', () => {
  const restored = (restored_by: object) => ({ context: { is_restored: true, restored_by } as never });

  test('of this stage and this person proves the address', async () => {
    const { posting, stage } = scene(restored({ user: 1, binding: BINDING }));
    const { patch } = passed(await stage.begin());
    expect(patch).toMatchObject({
      auth_method: 'email',
      proofs: [{ type: 'email', execution: 'execution-1' }],
    });
    expect(posting.letters).toEqual([]);
  });

  test('of another stage proves nothing: a mail goes out', async () => {
    const { posting, stage } = scene(restored({ user: 1, binding: 'another' }));
    asked(await stage.begin());
    expect(posting.letters).toHaveLength(1);
  });

  test('of another person is refused', async () => {
    const { stage } = scene(restored({ user: 2, binding: BINDING }));
    expect(refusal(await stage.begin())).toBe('This link is for another account.');
  });

  test('leaves how somebody signed in before as it was', async () => {
    const { stage } = scene({
      context: {
        is_restored: true,
        restored_by: { user: 1, binding: BINDING, time: 0 },
        auth_method: 'password',
      },
    });
    expect(passed(await stage.begin()).patch.auth_method).toBeUndefined();
  });
});
