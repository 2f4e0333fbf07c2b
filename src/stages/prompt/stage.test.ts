import { describe, expect, test } from 'vitest';
import { complaints, passed } from '../../core/testing/stage.ts';
import { prompt } from './stage.ts';
import { ada, bob, uuid, world } from './testing.ts';

const text = { type: 'text', field_key: 'name' };
const ghost = { pk: null, uuid: null, username: 'g', name: 'g', email: 'g', is_active: true };

describe('what is entered', () => {
  test('comes on top of what is known', async () => {
    const { stage } = world({ prompts: [text], context: { prompt_data: { name: 'old', other: 1 } } });
    await stage.begin();
    expect(passed(await stage.answer({ name: 'new' }))).toEqual({
      step: 'done',
      patch: { prompt_data: { name: 'new', other: 1 } },
      effects: [],
    });
  });

  test('is complained about field by field', async () => {
    const prompts = [
      text,
      { type: 'email', field_key: 'email' },
      { type: 'number', field_key: 'n', required: false },
    ];
    const { stage, check } = world({ prompts, policies: [() => ({ passing: true, messages: [] })] });
    await stage.begin();
    const step = await stage.answer({ name: '', email: 'x' });
    expect(complaints(step)).toEqual({
      name: ['This field is required.'],
      email: ['Enter a valid e-mail address.'],
    });
    expect(check.asked).toEqual([]);
  });

  test('row 42: has to be one of the choices', async () => {
    const { stage } = world({ prompts: [{ type: 'dropdown', field_key: 'd', placeholder: 'a' }] });
    await stage.begin();
    expect(complaints(await stage.answer({ d: 'b' }))).toEqual({ d: ['Choose one of the options.'] });
    expect(passed(await stage.answer({ d: 'a' })).patch.prompt_data).toEqual({ d: 'a' });
  });

  test.each(['hidden', 'static', 'text_read_only', 'text_area_read_only'])(
    'row 41: of type %s is the initial value, whatever is sent',
    async (type) => {
      const prompts = [{ type, field_key: 'role', initial_value: 'plain' }];
      for (const body of [{ role: 'admin' }, { role: '' }, {}]) {
        const { stage } = world({ prompts });
        await stage.begin();
        expect(passed(await stage.answer(body)).patch.prompt_data).toEqual({ role: 'plain' });
      }
    },
  );

  test('a forced value keeps the type that its expression gave it', async () => {
    const { stage } = world({
      prompts: [{ type: 'hidden', field_key: 'flags', initial_value: 'x', initial_value_expression: true }],
      scripts: { x: () => ({ beta: [true] }) },
    });
    await stage.begin();
    expect(passed(await stage.answer({ flags: '' })).patch.prompt_data).toEqual({ flags: { beta: [true] } });
  });

  test.each(['separator', 'alert_info', 'alert_warning', 'alert_danger'])('%s has no value', async (type) => {
    const { stage } = world({ prompts: [{ type, field_key: 'x', initial_value: 'note' }] });
    await stage.begin();
    expect(passed(await stage.answer({ x: 'sent' })).patch.prompt_data).toEqual({});
  });

  test('what counts is the form that was shown', async () => {
    let round = 0;
    const { stage, configuration } = world({
      prompts: [
        { type: 'hidden', field_key: 'h', initial_value: 'count', initial_value_expression: true },
        { type: 'dropdown', field_key: 'd', placeholder: 'offered' },
      ],
      scripts: { count: () => ++round },
    });
    await stage.begin();
    configuration.put('prompts', {
      ...configuration.get('prompts', uuid(101)),
      pk: uuid(101),
      placeholder: 'other',
    });
    expect(complaints(await stage.answer({ d: 'other' }))).toHaveProperty('d');
    expect(passed(await stage.answer({ d: 'offered' })).patch.prompt_data).toEqual({ h: 1, d: 'offered' });
  });
});

describe('usernames', () => {
  const prompts = [{ type: 'username', field_key: 'username' }];
  test.each([
    { name: 'row 40: taken', given: {}, value: 'ada', ok: false },
    { name: 'taken, in other capitals', given: {}, value: 'BOB', ok: false },
    { name: 'taken, with blanks around', given: {}, value: ' ada ', ok: false },
    { name: 'free', given: {}, value: 'eve', ok: true },
    { name: 'one’s own', given: { pending: ada }, value: 'ada', ok: true },
    { name: 'one’s own, in other capitals', given: { pending: ada }, value: 'Ada', ok: true },
    { name: 'one’s own, signed in and nobody pending', given: { user: ada }, value: 'ada', ok: true },
    { name: 'somebody else’s', given: { pending: ada }, value: 'bob', ok: false },
    {
      name: 'one’s own, but somebody else is pending',
      given: { user: ada, pending: bob },
      value: 'ada',
      ok: false,
    },
    {
      name: 'one’s own, but nobody real is pending',
      given: { user: ada, context: { pending_user: ghost } },
      value: 'ada',
      ok: false,
    },
  ])('$name', async ({ given, value, ok }) => {
    const { stage } = world({ prompts, ...given });
    await stage.begin();
    const step = await stage.answer({ username: value });
    if (ok) expect(passed(step).patch.prompt_data).toEqual({ username: value.trim() });
    else expect(complaints(step)).toEqual({ username: ['Username is already taken.'] });
  });
});

describe('passwords', () => {
  const prompts = (count: number, more = {}) =>
    Array.from({ length: count }, (_, index) => ({ type: 'password', field_key: `p${index}`, ...more }));

  test.each([
    { name: 'row 39: two that differ', count: 2, body: { p0: 'a', p1: 'b' }, ok: false },
    { name: 'two that differ in a blank', count: 2, body: { p0: 'a', p1: 'a ' }, ok: false },
    { name: 'two that are equal', count: 2, body: { p0: 'a', p1: 'a' }, ok: true },
    { name: 'one', count: 1, body: { p0: 'a' }, ok: true },
    { name: 'three need not be equal', count: 3, body: { p0: 'a', p1: 'b', p2: 'c' }, ok: true },
  ])('$name', async ({ count, body, ok }) => {
    const { stage } = world({ prompts: prompts(count) });
    await stage.begin();
    const step = await stage.answer(body);
    if (ok) expect(passed(step).patch.prompt_data).toEqual(body);
    else expect(complaints(step)).toEqual({ non_field_errors: ["Passwords don't match."] });
  });

  test('one of two optional ones alone is not enough', async () => {
    const { stage } = world({ prompts: prompts(2, { required: false }) });
    await stage.begin();
    expect((await stage.answer({ p0: 'a' })).step).toBe('retry');
    expect((await stage.answer({})).step).toBe('done');
  });

  test('A69: are in no challenge, no memory, no event; the run learns which keys are secret', async () => {
    const { stage, events } = world({
      prompts: prompts(2),
      context: { prompt_data: { p0: 'planted-0' }, prompt_hidden: ['pin'] },
      policies: [({ p0 }) => ({ passing: p0 === 'planted-right', messages: ['Too weak.'] })],
    });
    const wrong = [
      await stage.begin(),
      await stage.answer({ p0: 'planted-1', p1: 'planted-2' }),
      await stage.answer({ p0: 'planted-3', p1: 'planted-3' }),
    ];
    expect(JSON.stringify([wrong, events.emitted])).not.toContain('planted');
    const { patch } = passed(await stage.answer({ p0: 'planted-right', p1: 'planted-right' }));
    expect(patch.prompt_hidden).toEqual(['pin', 'p0', 'p1']);
  });
});

describe('validation policies', () => {
  const pass =
    (...messages: string[]) =>
    () => ({ passing: true, messages });
  const fail =
    (...messages: string[]) =>
    () => ({ passing: false, messages });

  test.each([
    { name: 'none', policies: [], notices: [] },
    {
      name: 'row 43: one passes with a message',
      policies: [pass('Well chosen.')],
      notices: ['Well chosen.'],
    },
    { name: 'both pass', policies: [pass('A.'), pass('B.', 'C.')], notices: ['A.', 'B.', 'C.'] },
  ])('$name: the run goes on', async ({ policies, notices }) => {
    const { stage } = world({ prompts: [text], policies });
    await stage.begin();
    expect(passed(await stage.answer({ name: 'x' })).effects).toEqual(
      notices.map((text) => ({ effect: 'notice', level: 'info', text })),
    );
  });

  test.each([
    { name: 'row 44: one of two refuses', policies: [pass('A.'), fail('Bad.')], want: ['Bad.'] },
    { name: 'both refuse', policies: [fail('Bad.', 'Worse.'), fail('No.')], want: ['Bad.', 'Worse.', 'No.'] },
    { name: 'one refuses without a word', policies: [fail()], want: ['This cannot be accepted.'] },
  ])('$name: asked again', async ({ policies, want }) => {
    const { stage } = world({ prompts: [text], policies });
    await stage.begin();
    expect(complaints(await stage.answer({ name: 'x' }))).toEqual({ non_field_errors: want });
  });

  test('judge what was entered just now, for the pending user', async () => {
    const { stage, check } = world({
      prompts: [text, { type: 'hidden', field_key: 'h', initial_value: 'v' }],
      pending: ada,
      user: bob,
      context: { prompt_data: { other: 1 }, auth_method: 'password' },
      policies: [pass()],
    });
    await stage.begin();
    await stage.answer({ name: 'x' });
    expect(check.asked).toMatchObject([{ policies: [uuid(1)], user: ada }]);
    expect(check.asked[0]?.context).toEqual({ prompt_data: { name: 'x', h: 'v' } });
  });

  test('one that cannot be asked stops the stage', async () => {
    const { stage } = world({
      prompts: [text],
      policies: [
        () => {
          throw new Error('broken');
        },
      ],
    });
    await stage.begin();
    await expect(stage.answer({ name: 'x' })).rejects.toThrow('broken');
  });
});

describe('A12: only the form’s own fields', () => {
  test.each<{ name: string; body: unknown }>([
    { name: 'an extra field', body: { name: 'x', is_superuser: true } },
    { name: 'a privileged field alone', body: { groups: 'admins' } },
    { name: 'the key of a method', body: { name: 'x', constructor: 'y' } },
    { name: 'choices for another form', body: { name: 'x', d__choices: 'y' } },
  ])('$name is refused', async ({ body }) => {
    const { stage } = world({ prompts: [text] });
    await stage.begin();
    expect(complaints(await stage.answer(body))).toEqual({
      non_field_errors: ['The form holds a field that was not asked for. Reload the page and try again.'],
    });
    expect((await stage.answer({ name: 'x' })).step).toBe('done');
  });

  test.each([{ name: ['x'] }, { name: { $ne: 1 } }, [], 'x', null, 7])(
    'refused by the schema: %j',
    async (body) => {
      const { stage } = world({ prompts: [text] });
      expect((await stage.answer(body)).step).toBe('refused');
    },
  );

  test('an empty answer does not pass a form that needs something', async () => {
    const { stage } = world({ prompts: [text] });
    expect((await stage.answer({})).step).toBe('retry');
  });

  test('an answer before the form was shown is judged by the same form, and shows it', async () => {
    const { stage } = world({ prompts: [text] });
    expect(await stage.answer({ name: '' })).toMatchObject({
      step: 'retry',
      challenge: { fields: [{ field_key: 'name' }] },
    });
  });
});

describe('A7: hostile keys are data', () => {
  test('sent by a browser', async () => {
    const { stage } = world({ prompts: [text] });
    await stage.begin();
    const body = JSON.parse('{"name":"x","__proto__":"y"}') as unknown;
    const step = await stage.answer(body);
    if (step.step === 'done') expect(Object.keys(step.patch.prompt_data ?? {})).toEqual(['name']);
    else expect(step.step).toBe('retry');
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  test('written by an administrator', async () => {
    const prompts = ['__proto__', 'constructor', 'toString'].map((field_key) => ({
      type: 'hidden',
      field_key,
      initial_value: 'v',
    }));
    const { stage } = world({ prompts, context: { prompt_data: { name: 'x' } } });
    await stage.begin();
    const data = passed(await stage.answer({})).patch.prompt_data ?? {};
    expect(Object.entries(data)).toEqual([
      ['name', 'x'],
      ['__proto__', 'v'],
      ['constructor', 'v'],
      ['toString', 'v'],
    ]);
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
  });
});

test('on save, fields are required and are keys', () => {
  expect(prompt.config.safeParse({}).success).toBe(false);
  expect(prompt.config.safeParse({ fields: ['name'] }).success).toBe(false);
  expect(prompt.config.safeParse({ fields: [uuid(1)] }).success).toBe(true);
});
