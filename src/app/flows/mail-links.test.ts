import { describe, expect, test } from 'vitest';
import { person } from '../../core/testing/users.ts';
import { LINK_GONE, LINK_OF_ANOTHER } from './restoring.ts';
import {
  type Browser,
  bindingRow,
  errorsOf,
  flowRow,
  type Scene,
  type SceneSpec,
  scene,
  stageRow,
  wordStage,
} from './scene.ts';

const ada = person({ username: 'ada', email: 'ada@corp.test' });
const eve = person({ username: 'eve', pk: 2, email: 'eve@corp.test' });
const idle = person({ username: 'idle', pk: 3, email: 'idle@corp.test', is_active: false });
const bare = person({ username: 'bare', pk: 4, email: '' });
const robot = person({ username: 'robot', pk: 5, email: 'robot@corp.test', type: 'service_account' });

type Fields = Readonly<Record<string, unknown>>;
const world = (email: Fields = {}, flow: Fields = {}): SceneSpec => ({
  types: [wordStage()],
  flows: [
    flowRow('back', { designation: 'recovery', authentication: 'require_unauthenticated', ...flow }),
    flowRow('other', { designation: 'recovery' }),
  ],
  stages: [
    stageRow('who', 'identification', {
      user_fields: ['username', 'email'],
      pretend_user_exists: true,
      show_matched_user: false,
    }),
    stageRow('mail', 'email', email),
    stageRow('ask', 'word'),
    stageRow('in', 'user_login'),
  ],
  bindings: [
    bindingRow('back', 'who', 10),
    bindingRow('back', 'mail', 20),
    bindingRow('back', 'ask', 30),
    bindingRow('back', 'in', 40),
    bindingRow('other', 'ask', 10),
  ],
  people: [ada, eve, idle, bare, robot].map((facts) => ({ facts })),
});

/** Somebody says who they are, in a browser of their own. */
async function asks(made: Scene, uid_field: string, tab: Browser = made.browser()) {
  await tab.get('back', { next: '/x' });
  return { tab, shown: await tab.post('back', { uid_field }) };
}

/** The link of the last mail, as its reader's browser opens it. */
const linkOf = ({ posting }: Scene, index = -1) => ({
  next: '/x',
  flow_token: posting.sent().at(index)?.token ?? 'no mail',
});

/** Opens a link and presses the button. */
async function follows(tab: Browser, query: Readonly<Record<string, string>>, slug = 'back') {
  const asked = await tab.get(slug, query);
  if (asked.component !== 'ak-stage-consent') return asked;
  return tab.post(slug, { token: asked.token });
}

const gone = { component: 'ak-stage-access-denied', error_message: LINK_GONE };

describe('the e-mail stage', () => {
  test('row 57: reading the page twice sends one mail', async () => {
    const made = scene(world());
    const { tab, shown } = await asks(made, 'ada');
    expect(shown).toMatchObject({ component: 'ak-stage-email', resend_after: 30 });
    expect(await tab.get('back')).toMatchObject({ component: 'ak-stage-email' });
    expect(made.posting.letters).toHaveLength(1);
    expect(made.posting.sent()).toMatchObject([
      { to: ['ada@corp.test'], template: 'email/password_reset.html' },
    ]);
  });

  test('row 58: an answer sends another one, not too soon after the last', async () => {
    const made = scene(world());
    const { tab } = await asks(made, 'ada');
    made.clock.advance(1_000);
    expect(errorsOf(await tab.post('back', {}))).toEqual([
      'An e-mail is on its way. You can ask for another one in 29 seconds.',
    ]);
    expect(made.posting.letters).toHaveLength(1);
    made.clock.advance(29_000);
    const shown = await tab.post('back', {});
    expect(shown.response_errors?.non_field_errors?.[0]?.code).toBe('email-sent');
    expect(made.posting.sent()).toHaveLength(2);
  });

  test('row 59: the link of another user than the one who is signed in: denied, and it stays good', async () => {
    const made = scene(world({}, { authentication: 'none' }));
    await asks(made, 'ada');
    expect(await made.browser(eve).get('back', linkOf(made))).toMatchObject({
      component: 'ak-stage-access-denied',
      error_message: LINK_OF_ANOTHER,
    });
    expect(await follows(made.browser(ada), linkOf(made))).toMatchObject({ component: 'test-word' });
  });

  test('A14: a link for one person does not pass the stage of a run about another', async () => {
    const made = scene(world());
    await asks(made, 'ada');
    const { tab } = await asks(made, 'eve');
    const shown = await follows(tab.tab(), linkOf(made, 0));
    expect(shown).toMatchObject({ component: 'test-word', pending_user: 'ada' });
    // The run about Eve waits on.
    expect(await tab.get('back')).toMatchObject({ component: 'ak-stage-email', pending_user: 'eve' });
  });

  test.each([
    ['row 60: nobody has that name', 'nobody'],
    ['somebody without an address', 'bare'],
    ['somebody who is not active', 'idle'],
    ['a service account', 'robot'],
  ])('%s: the same screen, the same work, no mail', async (_, name) => {
    const made = scene(world());
    const { shown } = await asks(made, name);
    const { shown: known } = await asks(made, 'ada');
    const comparable = ({ run: _run, execution: __, flow_info: ___, ...rest }: typeof shown, typed: string) =>
      JSON.stringify(rest).replaceAll(typed, '*');
    expect(comparable(shown, name)).toBe(comparable(known, 'ada'));
    expect(made.posting.letters).toHaveLength(2);
    expect(made.posting.sent()).toHaveLength(1);
  });

  test('row 61: whoever opens the link is activated, where the stage says so', async () => {
    const made = scene(
      world({ activate_user_on_success: true, template: 'email/account_confirmation.html' }),
    );
    await asks(made, 'idle');
    expect(made.posting.sent()).toMatchObject([{ to: ['idle@corp.test'] }]);
    const shown = await follows(made.browser(), linkOf(made));
    expect(shown).toMatchObject({
      component: 'test-word',
      notices: [{ level: 'success', text: 'Successfully verified Email.' }],
    });
    expect((await made.deps.ports.users.byPk(3))?.is_active).toBe(true);
  });

  test('a link that an administrator made passes the stage and activates nobody', async () => {
    const made = scene(world({ activate_user_on_success: true }));
    const now = made.clock.now();
    await made.tokens.put('admin', {
      flow: 'back',
      user: 3,
      created: now,
      expires: now + 60_000,
      inactive: true,
    });
    const tab = made.browser();
    await tab.get('back', { flow_token: 'admin' });
    expect(await tab.post('back', { uid_field: 'idle' })).toMatchObject({ component: 'test-word' });
    expect((await made.deps.ports.users.byPk(3))?.is_active).toBe(false);
  });

  test('the address that a policy chose gets the mail', async () => {
    const made = scene({
      ...world(),
      policies: {
        'back/mail': {
          passing: true,
          effects: [{ kind: 'set_context', key: 'email', value: 'else@corp.test' }],
        },
      },
    });
    await asks(made, 'ada');
    expect(made.posting.sent()).toMatchObject([{ to: ['else@corp.test'] }]);
  });

  test('a mail that cannot be written refuses', async () => {
    const { recordedPosting } = await import('../../core/testing/posting.ts');
    const made = scene({
      ...world(),
      ports: { posting: recordedPosting({ clock: { now: () => 0 }, unwritten: true }) },
    });
    expect((await asks(made, 'ada')).shown).toMatchObject({
      component: 'ak-stage-access-denied',
      error_message: 'The e-mail could not be written. Tell whoever runs this server.',
    });
  });

  test('A49: so many mails and no more, by the name that was typed; other names of the person gain silence', async () => {
    const made = scene(world({ recovery_max_attempts: 2 }));
    for (const name of ['ada', 'ada', 'nobody', 'nobody']) await asks(made, name);
    for (const name of ['ada', 'ADA', 'nobody']) {
      expect((await asks(made, name)).shown).toMatchObject({
        component: 'ak-stage-access-denied',
        error_message: 'Too many e-mails were asked for. Wait a few minutes, then try again.',
      });
    }
    expect((await asks(made, 'ada@corp.test')).shown).toMatchObject({ component: 'ak-stage-email' });
    expect(made.posting.sent()).toHaveLength(2);
    made.clock.advance(5 * 60_000);
    expect((await asks(made, 'ada')).shown).toMatchObject({ component: 'ak-stage-email' });
    expect(made.posting.sent()).toHaveLength(3);
  });
});

describe('the link of a mail', () => {
  test('asks first; whoever only looks has not used it', async () => {
    const made = scene(world());
    await asks(made, 'ada');
    const scanner = made.browser();
    for (const _ of [1, 2, 3])
      expect(await scanner.get('back', linkOf(made))).toMatchObject({
        component: 'ak-stage-consent',
        confirms: 'link',
        pending_user: 'ada',
      });
    expect(made.tokens.kept.size).toBe(1);
    const reader = made.browser();
    const shown = await follows(reader, linkOf(made));
    expect(shown).toMatchObject({ component: 'test-word', pending_user: 'ada' });
    expect(await reader.post('back', { word: 'please' })).toMatchObject({ to: '/x' });
    expect([...made.sessions.values()].map(({ username }) => username)).toEqual(['ada']);
  });

  test.each([
    ['without the word of the page', {}],
    ['with another one', { token: 'sha256:postern confirm guess' }],
    ['with one of another kind', { token: { $ne: '' } }],
  ])('A12: an answer %s does not use it', async (_, fields) => {
    const made = scene(world());
    await asks(made, 'ada');
    const tab = made.browser();
    await tab.get('back', linkOf(made));
    const shown = await tab.post('back', fields);
    expect(shown.component).not.toBe('test-word');
    expect(made.tokens.kept.size).toBe(1);
    expect(await follows(made.browser(), linkOf(made))).toMatchObject({ component: 'test-word' });
  });

  test('A18: works once, and for one flow', async () => {
    const made = scene(world());
    await asks(made, 'ada');
    expect(await made.browser().get('other', linkOf(made))).toMatchObject(gone);
    expect(await follows(made.browser(), linkOf(made))).toMatchObject({ component: 'test-word' });
    expect(await made.browser().get('back', linkOf(made))).toMatchObject(gone);
  });

  test('A19: works no longer than it says', async () => {
    const made = scene(world({ token_expiry: 'minutes=10' }));
    await asks(made, 'ada');
    made.clock.advance(10 * 60_000 - 1);
    expect(await made.browser().get('back', linkOf(made))).toMatchObject({ component: 'ak-stage-consent' });
    made.clock.advance(1);
    expect(await made.browser().get('back', linkOf(made))).toMatchObject(gone);
  });

  test('A13: without it, nothing that is sent to the stage goes on', async () => {
    const made = scene(world());
    const { tab } = await asks(made, 'ada');
    made.clock.advance(60_000);
    for (const fields of [{}, { is_restored: true }, { flow_token: linkOf(made).flow_token }, { token: '1' }])
      expect(await tab.post('back', fields)).toMatchObject({ component: 'ak-stage-email' });
  });

  test('A15: going back and forth leaves the mail needed', async () => {
    const made = scene(world());
    const { tab } = await asks(made, 'ada');
    tab.run = undefined;
    const again = await tab.get('back', { next: '/y' });
    expect(again).toMatchObject({ component: 'ak-stage-identification' });
    expect(await tab.post('back', { uid_field: 'ada' })).toMatchObject({ component: 'ak-stage-email' });
  });

  test('A17: opened elsewhere, it gives whoever asked for it nothing', async () => {
    const made = scene(world());
    const { tab } = await asks(made, 'ada');
    const reader = made.browser();
    await follows(reader, linkOf(made));
    await reader.post('back', { word: 'please' });
    expect(await tab.get('back')).toMatchObject({ component: 'ak-stage-email' });
    expect(tab.cookies.session).toBeNull();
    expect(reader.cookies.session).not.toBeNull();
  });

  test('in the browser that asked, the run itself goes on, with what it knows', async () => {
    const made = scene(world());
    const { tab } = await asks(made, 'ada');
    const { run } = tab;
    const mail = tab.tab();
    expect(await follows(mail, linkOf(made))).toMatchObject({ component: 'test-word', run });
    expect(await tab.get('back')).toMatchObject({ component: 'test-word', run });
  });

  test('elsewhere the flow goes on at the mail with what was known, secrets left out', async () => {
    const spec = world();
    const made = scene({
      ...spec,
      policies: {
        'back/mail': {
          passing: true,
          effects: [
            { kind: 'set_context', key: 'prompt_data', value: { city: 'Ulm', password: 'geheim', pin: '1' } },
            { kind: 'set_context', key: 'prompt_hidden', value: ['pin'] },
          ],
        },
      },
    });
    await asks(made, 'ada');
    expect(made.posting.sent()[0]?.link?.kept.resume?.context.prompt_data).toEqual({ city: 'Ulm' });
    const seen = made.requests.length;
    await follows(made.browser(), linkOf(made));
    expect(made.decided.slice(seen).filter((one) => one.startsWith('back/who'))).toEqual([]);
    expect(made.requests.at(-1)?.context).toMatchObject({ is_restored: true, prompt_data: { city: 'Ulm' } });
  });

  test('leads nowhere once its step has left the flow', async () => {
    const made = scene(world());
    await asks(made, 'ada');
    made.replica.remove('stage_bindings', 'back/mail');
    const { flow_token } = linkOf(made);
    expect(await follows(made.browser(), { flow_token })).toMatchObject({
      component: 'ak-stage-access-denied',
      error_message: expect.stringContaining('has changed'),
    });
    expect(made.tokens.kept.size).toBe(1);
  });

  test('A23: the token is random, and stands in no page and in no run', async () => {
    const made = scene(world());
    await asks(made, 'ada');
    const tab = made.browser();
    const asked = await tab.get('back', linkOf(made));
    const shown = await tab.post('back', { token: asked.token });
    const { flow_token } = linkOf(made);
    expect(JSON.stringify([shown, ...made.runs.kept.values()])).not.toContain(`"${flow_token}"`);
    expect(JSON.stringify(made.events.emitted)).not.toContain(flow_token);
  });
});
