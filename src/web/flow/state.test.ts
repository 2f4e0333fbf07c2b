import { describe, expect, test } from 'vitest';
import { errorsOf } from './errors.ts';
import { onward } from './onward.ts';
import { advance, firstState, type PageEvent, type PageState } from './state.ts';
import type { Challenge } from './wire.ts';

const play = (events: readonly PageEvent[]): PageState => events.reduce(advance, firstState);
const replied = (challenge: Challenge, restarted = false): PageEvent => ({
  type: 'replied',
  reply: { challenge, restarted },
});

const name: Challenge = { component: 'ak-stage-identification' };
const password: Challenge = { component: 'ak-stage-password' };
const refused: Challenge = { ...name, response_errors: { uid_field: [{ string: 'No.', code: 'invalid' }] } };
const sent: PageEvent = { type: 'sent', component: 'ak-stage-identification', typed: { uid_field: 'jane' } };
const failed: PageEvent = { type: 'replied', reply: { failure: { kind: 'offline' } } };

describe('the state of the page', () => {
  test('every challenge is a new turn, so every form is a fresh one', () => {
    const first = play([replied(name)]);
    const second = advance(advance(first, sent), replied(refused));
    expect([first.screen?.turn, second.screen?.turn]).toEqual([1, 2]);
  });

  test.each<[string, readonly PageEvent[], object]>([
    ['the next step begins empty', [replied(name), sent, replied(password)], {}],
    ['a refused form is filled in again', [replied(name), sent, replied(refused)], { uid_field: 'jane' }],
    [
      'a restarted form is filled in again',
      [replied(name), sent, replied(name, true)],
      { uid_field: 'jane' },
    ],
    [
      'a form later in a restarted run is filled in again',
      [replied(password), replied(name), sent, replied(password, true), replied(name)],
      { uid_field: 'jane' },
    ],
    ['the same step without a restart begins empty', [replied(name), sent, replied(name)], {}],
  ])('%s', (_, events, draft) => expect(play(events).screen?.draft).toEqual(draft));

  test('a failure keeps the form on the screen, and the next try clears it', () => {
    const state = play([replied(name), sent, failed]);
    expect(state).toMatchObject({ screen: { turn: 1 }, failure: { kind: 'offline' }, sending: false });
    expect(advance(state, sent).failure).toBeUndefined();
  });

  test('slow is said only while something is under way', () => {
    expect(play([{ type: 'slow' }]).slow).toBe(true);
    expect(play([replied(name), { type: 'slow' }]).slow).toBe(false);
    expect(play([replied(name), sent, { type: 'slow' }, replied(password)]).slow).toBe(false);
  });
});

describe('errors of a challenge', () => {
  const detail = (string: string, code = 'invalid') => ({ string, code });

  test.each<[string, Challenge['response_errors'], readonly string[], object]>([
    ['none', undefined, [], {}],
    ['of the form', { non_field_errors: [detail('No.'), detail('No.')] }, ['No.'], {}],
    ['of a field', { uid_field: [detail('One.'), detail('Two.')] }, [], { uid_field: 'One. Two.' }],
    ['of a field that is not here', { token: [detail('Stale.')] }, ['Stale.'], {}],
    ['without words', { uid_field: [detail('', 'required')] }, [], { uid_field: 'required' }],
    ['of a field named like an object’s own', { __proto__: [detail('Odd.')] }, [], {}],
  ])('%s', (_, response_errors, form, fields) => {
    const found = errorsOf({ component: 'x', ...(response_errors ? { response_errors } : {}) }, [
      'uid_field',
    ]);
    expect({ form: found.form, fields: { ...found.fields } }).toEqual({ form, fields });
  });
});

describe('where a challenge leads without asking', () => {
  const base = 'https://id.corp.test/if/flow/login/';
  const to = (address: string) => ({ component: 'xak-flow-redirect', to: address });
  const source = { name: 'Corp', challenge: to('/source/oauth/login/corp/') };
  const lone = { component: 'ak-stage-identification', user_fields: [], sources: [source] };

  test.each<[string, object, string | undefined]>([
    ['a redirect', to('/home/'), 'https://id.corp.test/home/'],
    ['a redirect to an application’s own scheme', to('com.example:/cb'), 'com.example:/cb'],
    ['A36: a redirect to script', to('javascript:alert(1)'), undefined],
    ['a lone source', lone, 'https://id.corp.test/source/oauth/login/corp/'],
    ['a source beside a name', { ...lone, user_fields: ['email'] }, undefined],
    ['two sources', { ...lone, sources: [source, source] }, undefined],
    ['a source beside passkeys', { ...lone, passwordless_url: '/if/flow/pwl/' }, undefined],
    ['a lone source that refused', { ...lone, response_errors: {} }, undefined],
    [
      'A36: a lone source of script',
      { ...lone, sources: [{ name: 'x', challenge: to('javascript:1') }] },
      undefined,
    ],
    [
      'a lone source with a challenge of its own',
      { ...lone, sources: [{ name: 'x', challenge: { component: 'ak-source-plex' } }] },
      undefined,
    ],
    ['anything else', { component: 'ak-stage-password', to: '/home/' }, undefined],
  ])('%s', (_, challenge, address) => expect(onward(challenge as Challenge, base)).toBe(address));
});
