import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Finding, isFault } from '../../core/policy/verdict.ts';
import { constantStrength, stolenPasswords } from '../../core/testing/passwords.ts';
import { anHttpRequest, aRequest, aUser } from '../../core/testing/policy.ts';
import { memoryReplica } from '../../core/testing/replica.ts';
import { password } from './policy.ts';
import { PasswordConfig } from './schema.ts';

const brands = memoryReplica({
  brands: [{ pk: 'b', domain: 'corp.test', default: true, branding_title: 'Analytical Engines' }],
});

interface Scene {
  readonly config?: Readonly<Record<string, unknown>>;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly pwned?: ReturnType<typeof stolenPasswords>;
  readonly strength?: ReturnType<typeof constantStrength>;
}

async function ask({
  config = {},
  context = {},
  pwned = stolenPasswords(),
  strength = constantStrength(),
}: Scene): Promise<Finding> {
  const parsed = PasswordConfig.parse(config);
  const request = aRequest({ context });
  const ports = { pwned, strength, configuration: brands };
  const facts = await password.gather({ config: parsed, request, ports, timeout: 1_000 });
  if (isFault(facts as Finding)) return facts as Finding;
  return password.evaluate({ config: parsed, request, facts });
}

const entered = (value: unknown, field = 'password') => ({ prompt_data: { [field]: value } });
const noRules = { check_static_rules: false };
const stolen = (times: number) => stolenPasswords({ 'tr0ub4dor&3': times });
const strong = (score: number) => constantStrength({ score, advice: ['Add another word.'] });

describe('the password policy', () => {
  test.each([
    {
      title: '96 no value in the context',
      scene: {},
      want: { passing: false, messages: ['No password was entered.'], reasons: ['password.not_in_context'] },
    },
    {
      title: '97 a value beside the prompt data is used',
      scene: { config: { length_min: 8 }, context: { prompt_data: { other: 'x' }, password: 'long enough' } },
      want: { passing: true },
    },
    {
      title: 'what was entered goes before what was there',
      scene: { config: { length_min: 8 }, context: { ...entered('short'), password: 'long enough' } },
      want: { passing: false },
    },
    {
      title: '98 seven code points of eight',
      scene: { config: { length_min: 8 }, context: entered('1234567') },
      want: {
        passing: false,
        messages: ['Use at least 8 characters.'],
        reasons: ['password.too_short'],
      },
    },
    {
      title: '99 eight emoji are eight characters',
      scene: { config: { length_min: 8 }, context: entered('🦊🦊🦊🦊🦊🦊🦊🦊') },
      want: { passing: true },
    },
    {
      title: '99, the other way round: four emoji are not eight characters',
      scene: { config: { length_min: 8 }, context: entered('🦊🦊🦊🦊') },
      want: { passing: false },
    },
    {
      title: '100 the space is a symbol',
      scene: { config: { amount_symbols: 2 }, context: entered('a b ') },
      want: { passing: true },
    },
    {
      title: '101 the rule of capital letters counts capital letters',
      scene: { config: { amount_uppercase: 1, amount_lowercase: 0 }, context: entered('abc') },
      want: { passing: false, reasons: ['password.uppercase'] },
    },
    {
      title: 'W22: one backslash is one symbol',
      scene: { config: { amount_symbols: 2 }, context: entered('a\\b') },
      want: { passing: false, reasons: ['password.symbols'] },
    },
    {
      title: 'W22: a character that stands twice in the charset counts once',
      scene: { config: { amount_symbols: 2, symbol_charset: '\\\\!!' }, context: entered('a\\b') },
      want: { passing: false },
    },
    {
      title: 'symbols outside of ASCII, where the charset has them',
      scene: { config: { amount_symbols: 2, symbol_charset: '€🦊' }, context: entered('a€🦊') },
      want: { passing: true },
    },
    {
      title: 'W22: without an error message, each broken rule is named',
      scene: { config: { length_min: 9, amount_digits: 2, amount_lowercase: 1 }, context: entered('ABC1') },
      want: {
        passing: false,
        messages: [
          'Use at least 9 characters.',
          'Use at least 2 digit(s).',
          'Use at least 1 small letter(s).',
        ],
      },
    },
    {
      title: 'the error message stands as it was written',
      scene: {
        config: { length_min: 9, error_message: 'See {amount} at corp.test.' },
        context: entered('abc'),
      },
      want: {
        passing: false,
        messages: ['See {amount} at corp.test.'],
        reasons: ['password.too_short'],
      },
    },
    {
      title: 'other digits and letters than those of ASCII do not count as such',
      scene: { config: { amount_digits: 1, amount_lowercase: 1 }, context: entered('٣é') },
      want: { passing: false, reasons: ['password.digits', 'password.lowercase'] },
    },
    ...['ada@corp.test', 'xxLOVELACExx', 'ada lovelace 1815', 'my-nick-name'].map((text) => ({
      title: `personal data: ${text}`,
      scene: {
        config: { forbid_personal_data: true },
        context: { prompt_data: { password: text, username: 'my-nick', email: 42 } },
      },
      want: {
        passing: false,
        messages: ['Do not use your name or e-mail address in the password.'],
        reasons: ['password.personal'],
      },
    })),
    {
      title: 'personal data: parts of three characters stand in many words',
      scene: { config: { forbid_personal_data: true }, context: entered('adamant') },
      want: { passing: true },
    },
    {
      title: 'personal data: the host of an address is none',
      scene: { config: { forbid_personal_data: true }, context: entered('corporate test') },
      want: { passing: true },
    },
    {
      title: 'personal data, where nobody forbids it',
      scene: { context: entered('lovelace') },
      want: { passing: true },
    },
    {
      title: 'static rules that are switched off',
      scene: { config: { ...noRules, length_min: 100 }, context: entered('x') },
      want: { passing: true, messages: [] },
    },
    {
      title: '102 as often stolen as allowed',
      scene: {
        config: { check_have_i_been_pwned: true, hibp_allowed_count: 3 },
        context: entered('tr0ub4dor&3'),
        pwned: stolen(3),
      },
      want: { passing: true },
    },
    {
      title: '103 stolen once more than allowed',
      scene: {
        config: { check_have_i_been_pwned: true, hibp_allowed_count: 3 },
        context: entered('tr0ub4dor&3'),
        pwned: stolen(4),
      },
      want: {
        passing: false,
        messages: ['This password was stolen 4 time(s) from other places. Choose another one.'],
        reasons: ['password.pwned'],
      },
    },
    {
      title: '104 as strong as the threshold',
      scene: {
        config: { check_zxcvbn: true, zxcvbn_score_threshold: 2 },
        context: entered('x'),
        strength: strong(2),
      },
      want: {
        passing: false,
        messages: ['This password is too easy to guess.', 'Add another word.'],
        reasons: ['password.too_weak'],
      },
    },
    {
      title: '105 stronger than the threshold: no advice',
      scene: {
        config: { check_zxcvbn: true, zxcvbn_score_threshold: 2 },
        context: entered('x'),
        strength: strong(3),
      },
      want: { passing: true, messages: [] },
    },
    {
      title: '106 a broken static rule comes alone',
      scene: {
        config: { length_min: 99, check_have_i_been_pwned: true },
        context: entered('tr0ub4dor&3'),
        pwned: stolen(4),
      },
      want: { passing: false, messages: ['Use at least 99 characters.'] },
    },
    {
      title: 'another field',
      scene: { config: { password_field: 'secret', length_min: 3 }, context: entered('abc', 'secret') },
      want: { passing: true },
    },
    {
      title: 'a number is read as its digits',
      scene: { config: { length_min: 4 }, context: entered(1234) },
      want: { passing: true },
    },
    ...['', 0, false, null, [], {}].map((value) => ({
      title: `${JSON.stringify(value)} is no password`,
      scene: { context: entered(value) },
      want: { passing: false, reasons: ['password.not_in_context'] },
    })),
    ...['__proto__', 'constructor', 'toString'].map((password_field) => ({
      title: `A7: the field ${password_field} reaches nothing but data`,
      scene: { config: { password_field }, context: { prompt_data: {} } },
      want: { passing: false, reasons: ['password.not_in_context'] },
    })),
  ])('$title', async ({ scene, want }) => {
    expect(await ask(scene)).toMatchObject(want);
  });

  test('W23: a list that cannot be asked is a fault, and so is an estimator', async () => {
    const fault = { fault: 'unavailable', detail: 'out of order' } as const;
    const context = entered('tr0ub4dor&3');
    expect(
      await ask({
        config: { check_have_i_been_pwned: true },
        context,
        pwned: stolenPasswords({}, fault),
      }),
    ).toEqual(fault);
    expect(await ask({ config: { check_zxcvbn: true }, context, strength: constantStrength(fault) })).toEqual(
      fault,
    );
  });

  test('nobody is asked about a password that an earlier check refuses', async () => {
    const pwned = stolen(4);
    const strength = strong(0);
    const config = { check_have_i_been_pwned: true, check_zxcvbn: true };
    await ask({ config: { ...config, length_min: 99 }, context: entered('tr0ub4dor&3'), pwned, strength });
    await ask({ config, pwned, strength });
    expect([pwned.asked, strength.asked]).toEqual([[], []]);
    await ask({ config, context: entered('tr0ub4dor&3'), pwned, strength });
    expect([pwned.asked, strength.asked]).toEqual([['tr0ub4dor&3'], []]);
  });

  test('the estimator gets the first 72 characters, and what everybody knows of the person and the page', async () => {
    const strength = strong(4);
    await ask({ config: { check_zxcvbn: true }, context: entered('🦊'.repeat(80)), strength });
    expect(strength.asked[0]?.password).toBe('🦊'.repeat(72));
    expect(strength.asked[0]?.known).toEqual(
      expect.arrayContaining([
        'ada',
        'Ada Lovelace',
        'Lovelace',
        'ada@corp.test',
        'corp',
        'Analytical Engines',
      ]),
    );
  });

  test('of nobody nothing is known', async () => {
    const strength = strong(4);
    const config = PasswordConfig.parse({ check_zxcvbn: true });
    const request = aRequest({
      user: aUser({ is_authenticated: false }),
      http_request: anHttpRequest(),
      context: entered('abc'),
    });
    await password.gather({
      config,
      request,
      ports: { pwned: stolenPasswords(), strength, configuration: memoryReplica({}) },
      timeout: 1,
    });
    expect(strength.asked[0]?.known).toEqual([]);
  });

  const rules = fc.record({
    length_min: fc.nat(12),
    amount_digits: fc.nat(3),
    amount_uppercase: fc.nat(3),
    amount_lowercase: fc.nat(3),
    amount_symbols: fc.nat(3),
  });
  const anyPassword = fc.oneof(
    fc.string({ minLength: 1, unit: 'binary' }),
    fc.string({ minLength: 1, unit: 'grapheme' }),
    fc.string({ minLength: 1, maxLength: 20 }),
  );

  test('the rules always agree with counting by regular expressions', async () => {
    await fc.assert(
      fc.asyncProperty(rules, anyPassword, async (config, text) => {
        const count = (pattern: RegExp) => [...text.matchAll(pattern)].length;
        const wanted =
          count(/./gsu) >= config.length_min &&
          count(/[0-9]/g) >= config.amount_digits &&
          count(/[A-Z]/g) >= config.amount_uppercase &&
          count(/[a-z]/g) >= config.amount_lowercase &&
          count(/[ -/:-@[-`{-~]/g) >= config.amount_symbols;
        const verdict = await ask({ config, context: entered(text) });
        return !isFault(verdict) && verdict.passing === wanted;
      }),
      { numRuns: 2_000 },
    );
  });

  test('a longer password never breaks a rule that its beginning keeps', async () => {
    await fc.assert(
      fc.asyncProperty(rules, anyPassword, fc.string(), async (config, text, more) => {
        const before = await ask({ config, context: entered(text.toWellFormed()) });
        const after = await ask({ config, context: entered(text.toWellFormed() + more) });
        return isFault(before) || isFault(after) || !before.passing || after.passing;
      }),
      { numRuns: 1_000 },
    );
  });

  test('the password never stands in what the policy says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uuid(),
        fc.boolean(),
        fc.integer({ min: 0, max: 4 }),
        fc.nat(9),
        async (text, check_static_rules, score, times) => {
          const verdict = await ask({
            config: {
              check_static_rules,
              length_min: 99,
              check_have_i_been_pwned: true,
              check_zxcvbn: true,
            },
            context: entered(text),
            pwned: stolenPasswords({ [text]: times }),
            strength: constantStrength({ score, advice: [] }),
          });
          return !JSON.stringify(verdict).includes(text);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('its settings have the defaults of the wire format and refuse what they do not know', () => {
    expect(PasswordConfig.parse({})).toEqual({
      password_field: 'password',
      check_static_rules: true,
      check_have_i_been_pwned: false,
      check_zxcvbn: false,
      length_min: 0,
      amount_digits: 0,
      amount_uppercase: 0,
      amount_lowercase: 0,
      amount_symbols: 0,
      symbol_charset: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~ ',
      forbid_personal_data: false,
      error_message: '',
      hibp_allowed_count: 0,
      zxcvbn_score_threshold: 2,
    });
    for (const wrong of [
      { password_field: '' },
      { symbol_charset: '' },
      { length_min: -1 },
      { amount_digits: 1.5 },
      { zxcvbn_score_threshold: -1 },
      { hibp_allowed_count: -1 },
      { minimum: 8 },
    ]) {
      expect(PasswordConfig.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
    }
  });

  test('it declares its names on the wire', () => {
    expect(password).toMatchObject({
      type: 'password',
      model: 'authentik_policies_password.passwordpolicy',
      component: 'ak-policy-password-form',
    });
  });
});
