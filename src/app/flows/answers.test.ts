import { describe, expect, test } from 'vitest';
import { errorsOf, scene } from './scene.ts';
import { login, words } from './worlds.ts';

/** Answers that are none, or belong elsewhere; each with the same request done rightly. */

describe('A12: answers that prove nothing', () => {
  test.each([
    {},
    { component: undefined },
    { component: 'test-other', word: 'please' },
    { component: 'ak-stage-access-denied', word: 'please' },
    { component: '', word: 'please' },
    { component: ['test-word'], word: 'please' },
    { word: 7 },
    { word: ['please'] },
    { word: null },
    { word: 'please', extra: 1 },
    { word: 'please', constructor: {} },
    JSON.parse('{"word":"please","__proto__":{"word":"please"}}'),
    { word: 'wrong' },
  ])('A12: %j does not advance', async (fields) => {
    const { browser } = scene(words);
    const visitor = browser();
    await visitor.get('f');
    const challenge = await visitor.post('f', fields);
    expect(challenge).toMatchObject({ component: 'test-word', name: 'one' });
    expect(errorsOf(challenge)).toHaveLength(1);
    // Control: the same step, answered rightly.
    expect(await visitor.post('f', { word: 'please' })).toMatchObject({ name: 'two' });
  });

  test('A12: reading never advances', async () => {
    const { browser } = scene(words);
    const visitor = browser();
    const first = await visitor.get('f');
    for (let count = 0; count < 3; count++) {
      expect(await visitor.get('f')).toMatchObject({
        name: 'one',
        execution: first.execution,
        run: first.run,
      });
    }
  });
});

describe('A14: answers that belong elsewhere', () => {
  test('A14: an answer is not taken twice, nor for the step behind it', async () => {
    const { browser } = scene(words);
    const visitor = browser();
    const first = await visitor.get('f');
    await visitor.post('f', { word: 'please' });
    const again = await visitor.post('f', { word: 'please', execution: first.execution });
    expect(again).toMatchObject({ name: 'two' });
    expect(errorsOf(again)).toHaveLength(1);
    expect(await visitor.post('f', { word: 'please' })).toMatchObject({ name: 'three' });
  });

  test.each([1, '', 'x', null, {}])('A14: execution %j is refused', async (execution) => {
    const { browser } = scene(words);
    const visitor = browser();
    await visitor.get('f');
    expect(errorsOf(await visitor.post('f', { word: 'please', execution }))).toHaveLength(1);
  });

  test('A14: a step of another flow, and another run of the same flow, answer nothing', async () => {
    const { browser } = scene(words);
    const visitor = browser();
    const other = visitor.tab();
    const elsewhere = await other.get('g');
    await visitor.get('f');
    const { execution } = elsewhere;
    expect(await visitor.post('f', { word: 'please', execution })).toMatchObject({ name: 'one' });
    expect(await visitor.post('f', { word: 'please', run: elsewhere.run })).toMatchObject({ name: 'one' });
    visitor.run = elsewhere.run;
    const anew = await visitor.post('f', { word: 'please', execution });
    expect(anew).toMatchObject({ name: 'one' });
    expect(anew.run).not.toBe(elsewhere.run);
    expect(await other.post('g', { word: 'please' })).toMatchObject({ component: 'xak-flow-redirect' });
  });

  test('A14, row 75: two tabs are two runs, and each goes its way', async () => {
    const { browser } = scene(words);
    const one = browser();
    const two = one.tab();
    await one.get('f', { next: '/one' });
    await two.get('g', { next: '/two' });
    const three = one.tab();
    await three.get('f', { next: '/three' });
    expect(new Set([one.run, two.run, three.run]).size).toBe(3);
    expect(await one.post('f', { word: 'please' })).toMatchObject({ name: 'two' });
    expect(await three.get('f')).toMatchObject({ name: 'one' });
    expect(await two.post('g', { word: 'please' })).toMatchObject({ to: '/two' });
    await one.post('f', { word: 'please' });
    expect(await one.post('f', { word: 'please' })).toMatchObject({ to: '/one' });
    expect(await three.post('f', { word: 'please' })).toMatchObject({ name: 'two' });
  });

  test('without a run in the request, the newest run of that flow goes on', async () => {
    const { browser } = scene(words);
    const visitor = browser();
    const { run } = await visitor.get('f');
    await visitor.post('f', { word: 'please' });
    const client = visitor.tab();
    expect(await client.get('f')).toMatchObject({ run, name: 'two' });
    client.run = undefined;
    expect(await client.post('f', { word: 'please' })).toMatchObject({ run, name: 'three' });
  });

  test('A14: policies that turn around between showing and answering hand the answer to nobody else', async () => {
    let pass = true;
    const { browser, decided } = scene({ ...words, policies: { 'f/one': () => pass } });
    const visitor = browser();
    expect(await visitor.get('f')).toMatchObject({ name: 'one' });
    pass = false;
    expect(await visitor.post('f', { word: 'wrong' })).toMatchObject({ name: 'one' });
    const next = await visitor.post('f', { word: 'please' });
    expect(next).toMatchObject({ name: 'two' });
    expect(errorsOf(next)).toEqual([]);
    expect(decided.filter((target) => target.startsWith('f/one'))).toHaveLength(1);
  });

  test('A14: a finished run is over: its steps start anew', async () => {
    const { browser } = scene(words);
    const visitor = browser();
    await visitor.get('g');
    const { last, run } = visitor;
    await visitor.post('g', { word: 'please' });
    visitor.run = run;
    const again = await visitor.post('g', {
      component: last.component,
      execution: last.execution,
      word: 'please',
    });
    expect(again).toMatchObject({ component: 'test-word', name: 'two' });
    expect(again.run).not.toBe(run);
  });

  test('A14, A49: of parallel answers to one step exactly one is judged', async () => {
    const { browser } = scene(words);
    const visitor = browser();
    await visitor.get('f');
    const { component, execution } = visitor.last;
    const all = await Promise.all(
      Array.from({ length: 20 }, () =>
        visitor.world.flows.answer(
          { slug: 'f', visitor: visitor.visitor, run: visitor.run },
          { component, execution, word: 'please' },
        ),
      ),
    );
    const clean = all.filter(({ challenge }) => errorsOf(challenge).length === 0);
    expect(clean.map(({ challenge }) => challenge.name)).toEqual(['two']);
    expect(await visitor.get('f')).toMatchObject({ name: 'two' });
  });

  test('A49: parallel wrong passwords are each counted, or not judged at all', async () => {
    const { browser, deps } = scene(login);
    const visitor = browser();
    await visitor.get('login');
    await visitor.post('login', { uid_field: 'ada' });
    const { component, execution } = visitor.last;
    for (let round = 0; round < 10; round++) {
      await Promise.all(
        Array.from({ length: 10 }, () =>
          visitor.world.flows.answer(
            { slug: 'login', visitor: visitor.visitor, run: visitor.run },
            { component, execution, password: 'wrong' },
          ),
        ),
      );
    }
    const { verified } = deps.ports.hashing as unknown as { verified: readonly string[] };
    expect(verified).toHaveLength(5);
    expect(await visitor.get('login')).toMatchObject({ component: 'ak-stage-access-denied' });
  });
});
