import { describe, expect, test } from 'vitest';
import { person } from '../../core/testing/users.ts';
import { LINK_GONE } from './restoring.ts';
import { bindingRow, flowRow, type Scene, type SceneSpec, scene, stageRow, wordStage } from './scene.ts';

const ada = person({ username: 'ada' });
const eve = person({ username: 'eve', pk: 2 });

const recovery: SceneSpec = {
  types: [wordStage()],
  flows: [flowRow('back', { designation: 'recovery', authentication: 'require_unauthenticated' })],
  stages: [stageRow('ask', 'word'), stageRow('in', 'user_login')],
  bindings: [bindingRow('back', 'ask', 10), bindingRow('back', 'in', 20)],
  people: [{ facts: ada }, { facts: eve }],
};

/** A world with a link for Ada in it. */
async function withLink(spec: SceneSpec = recovery): Promise<Scene> {
  const made = scene(spec);
  const now = made.clock.now();
  await made.tokens.put('link', { flow: 'back', user: 1, created: now, expires: now + 60_000 });
  return made;
}

const opened = { flow_token: 'link', next: '/x' };
const gone = { component: 'ak-stage-access-denied', error_message: LINK_GONE };

describe('a link that opens a flow for one person', () => {
  test('begins a run about them, with is_restored, and signs them in at its end', async () => {
    const { browser, requests, sessions } = await withLink();
    const tab = browser();
    expect(await tab.get('back', opened)).toMatchObject({ component: 'test-word', pending_user: 'ada' });
    expect(requests.at(-1)?.context.is_restored).toBe(true);
    expect(requests.at(-1)?.user.username).toBe('ada');
    expect(await tab.post('back', { word: 'please' })).toMatchObject({ to: '/x' });
    expect([...sessions.values()].map(({ username }) => username)).toEqual(['ada']);
  });

  test('works once: another browser is told so, in which an ordinary visit still works', async () => {
    const { browser } = await withLink();
    await browser().get('back', opened);
    const other = browser();
    expect(await other.get('back', opened)).toMatchObject(gone);
    other.run = undefined;
    expect(await other.get('back', {})).toMatchObject({ component: 'test-word' });
  });

  test('goes on in the same browser after a reload, in whichever way the tab remembers', async () => {
    const { browser } = await withLink();
    const tab = browser();
    const first = await tab.get('back', opened);
    expect(await tab.get('back', opened)).toMatchObject({ component: 'test-word', run: first.run });
    tab.run = undefined;
    expect(await tab.get('back', opened)).toMatchObject({ component: 'test-word', run: first.run });
  });

  test('the token is in no address and in no run that is kept', async () => {
    const { browser, runs } = await withLink();
    const shown = await browser().get('back', opened);
    expect(JSON.stringify([shown, ...runs.kept.values()])).not.toContain('"link"');
    expect(JSON.stringify([shown, ...runs.kept.values()])).not.toContain('flow_token');
  });

  test('an ordinary run of that browser is not taken for one that a link began', async () => {
    const { browser } = scene(recovery);
    const tab = browser();
    await tab.get('back', { next: '/x' });
    expect(await tab.get('back', { flow_token: 'made up', next: '/x' })).toMatchObject(gone);
  });

  test('whoever is signed in as somebody else is refused, and the link stays good', async () => {
    const { browser, tokens } = await withLink();
    expect(await browser(eve).get('back', { flow_token: 'link' })).toMatchObject({
      component: 'ak-stage-access-denied',
    });
    expect(tokens.kept.size).toBe(1);
    expect(await browser().get('back', opened)).toMatchObject({ component: 'test-word' });
  });

  test.each([
    { why: 'of another flow', slug: 'other', later: 0, token: 'link' },
    { why: 'that is too old', slug: 'back', later: 60_001, token: 'link' },
    { why: 'that nobody made', slug: 'back', later: 0, token: 'guess' },
    { why: 'that is empty', slug: 'back', later: 0, token: '' },
  ])('a token $why opens nothing', async ({ slug, later, token }) => {
    const { browser, clock } = await withLink({
      ...recovery,
      flows: [...(recovery.flows ?? []), flowRow('other', { designation: 'recovery' })],
    });
    clock.advance(later);
    expect(await browser().get(slug, { flow_token: token })).toMatchObject(gone);
  });

  test.each([
    { query: opened, want: 'test-word' },
    { query: {}, want: 'ak-stage-access-denied' },
  ])('a flow that requires a token shows $want with $query', async ({ query, want }) => {
    const { browser } = await withLink({
      ...recovery,
      flows: [flowRow('back', { designation: 'recovery', authentication: 'require_token' })],
    });
    expect(await browser().get('back', query)).toMatchObject({ component: want });
  });
});
