import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../core/catalogue.ts';
import { stageTypes } from './index.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** What cannot be left out when a stage of that type is made. */
const needed: Readonly<Record<string, object>> = {
  authenticator_sms: { provider: 'twilio', from_number: '+1', account_sid: 'AC1', auth: 'secret' },
  source: { source: '11111111-1111-4111-8111-111111111111' },
  mtls: { mode: 'required', cert_attribute: 'subject', user_attribute: 'username' },
  captcha: { public_key: 'site', private_key: 'secret' },
  password: { backends: [] },
  prompt: { fields: [] },
  redirect: { mode: 'static' },
};

test('the types of this version, by their wire names', () => {
  const listed = stageTypes.map(({ type, model }) => [type, model]);
  // A further type needs no line here.
  expect(listed).toEqual(
    expect.arrayContaining([
      ['identification', 'authentik_stages_identification.identificationstage'],
      ['password', 'authentik_stages_password.passwordstage'],
      ['user_login', 'authentik_stages_user_login.userloginstage'],
      ['user_logout', 'authentik_stages_user_logout.userlogoutstage'],
      ['consent', 'authentik_stages_consent.consentstage'],
      ['deny', 'authentik_stages_deny.denystage'],
      ['prompt', 'authentik_stages_prompt.promptstage'],
      ['user_write', 'authentik_stages_user_write.userwritestage'],
      ['redirect', 'authentik_stages_redirect.redirectstage'],
    ]),
  );
});

test('they all fit into one catalogue', () => {
  const { models } = catalogue({ policies: [], stages: stageTypes, sources: [], providers: [] });
  const names = models.map(({ name }) => name);
  for (const { model } of stageTypes) expect(names).toContain(model);
});

test('who is somebody, and whether somebody may pass, is never skipped because of an error (A4)', () => {
  expect(stageTypes.filter(({ proves }) => proves).map(({ type }) => type)).toEqual([
    'identification',
    'password',
    'consent',
    'deny',
    'authenticator_validate',
    'user_delete',
    'captcha',
    'account_unlock',
    'email',
    'invitation',
    'account_lockdown',
    'source',
    'mtls',
  ]);
});

describe.each(stageTypes)('$type', (type) => {
  test('is made with what is needed, and with nothing that is unknown', () => {
    const config = needed[type.type] ?? {};
    expect(type.config.safeParse(config).success).toBe(true);
    expect(type.config.safeParse({ ...config, unknown: 1 }).success).toBe(false);
  });

  test('has the form element of its name', () => {
    expect(type.component).toBe(`ak-stage-${type.type.replaceAll('_', '-')}-form`);
  });

  test('has a page that names every field', () => {
    const page = read(`./${type.type}/README.md`);
    for (const heading of ['**What.**', '**When.**', '**Example.**']) expect(page).toContain(heading);
    for (const field of Object.keys(type.config.shape)) expect(page).toContain(`\`${field}\``);
    if (type.configurable) expect(page).toContain('`configure_flow`');
  });

  test('titles every field for the form', () => {
    const untitled = Object.entries(type.config.shape).filter(
      ([, schema]) => !(schema as { meta(): { title?: string } | undefined }).meta()?.title,
    );
    expect(untitled.map(([field]) => field)).toEqual([]);
  });

  test('A12: what is no JSON object is no answer', () => {
    for (const body of [undefined, null, '', 'password=x', 7, true, [], [{}]]) {
      expect(type.answer.safeParse(body).success).toBe(false);
    }
  });
});
