import type { z } from 'zod';
import { brandOf } from '../../core/brand/brand-of.ts';
import type { Configuration } from '../../core/flow/ports.ts';
import type { Strength } from '../../core/password/ports.ts';
import { enteredPassword } from '../../core/policy/entered-password.ts';
import type { PolicyRequest } from '../../core/policy/request.ts';
import { definePolicyType } from '../../core/policy/type.ts';
import type { Fault } from '../../core/policy/verdict.ts';
import { partsOf, personOf } from './person.ts';
import { passwordInWords } from './phrases.ts';
import { PasswordConfig } from './schema.ts';
import { type Broken, brokenRules } from './static-rules.ts';
import { german } from './words.de.ts';

type Config = z.output<typeof PasswordConfig>;

/** What was learnt of the password; a check that an earlier one made needless was not made. */
interface Facts {
  readonly stolen?: number;
  readonly strength?: Strength;
}

/** The work grows with the length: of a longer password the beginning has to be strong enough. */
const LONGEST_ESTIMATE = 72;

const staticallyBroken = (config: Config, request: PolicyRequest, password: string): readonly Broken[] =>
  config.check_static_rules ? brokenRules(config, password, personOf(request)) : [];

/** What an attacker knows of the person and the place: names, also in parts, and the title of the page. */
function knownOf(request: PolicyRequest, configuration: Configuration): readonly string[] {
  const { http_request } = request;
  const brand = http_request ? brandOf(configuration.all('brands'), http_request.host) : undefined;
  const title = typeof brand?.branding_title === 'string' ? brand.branding_title : '';
  return [...new Set([...personOf(request), title].flatMap((text) => [text, ...partsOf(text)]))].filter(
    (word) => word.length > 1,
  );
}

/** Judges the password that somebody chooses: by its characters, by lists of stolen ones, by its strength. */
export const password = definePolicyType({
  type: 'password',
  model: 'authentik_policies_password.passwordpolicy',
  component: 'ak-policy-password-form',
  title: 'Password',
  description: 'Sets what a new password has to be like: length, characters, not stolen, hard to guess.',
  example:
    'At the prompt stage that asks for a new password: “at least twelve characters, and not a stolen one”.',
  config: PasswordConfig,
  words: { de: german },
  messages: {
    not_in_context: 'No password was entered.',
    too_short: 'Use at least {amount} characters.',
    digits: 'Use at least {amount} digit(s).',
    uppercase: 'Use at least {amount} capital letter(s).',
    lowercase: 'Use at least {amount} small letter(s).',
    symbols: 'Use at least {amount} symbol(s).',
    personal: 'Do not use your name or e-mail address in the password.',
    pwned: 'This password was stolen {count} time(s) from other places. Choose another one.',
    too_weak: 'This password is too easy to guess.',
  },
  uses: ['pwned', 'strength', 'configuration'],
  secrets: ({ password_field }) => [password_field],
  phrases: passwordInWords,

  async gather({ config, request, ports, timeout }): Promise<Facts | Fault> {
    const entered = enteredPassword(request, config.password_field);
    if (entered === undefined || staticallyBroken(config, request, entered).length > 0) return {};
    let stolen: number | undefined;
    if (config.check_have_i_been_pwned) {
      const count = await ports.pwned.count(entered, timeout);
      if (typeof count !== 'number') return count;
      if (count > config.hibp_allowed_count) return { stolen: count };
      stolen = count;
    }
    if (!config.check_zxcvbn) return stolen === undefined ? {} : { stolen };
    const strength = await ports.strength.estimate(
      [...entered].slice(0, LONGEST_ESTIMATE).join(''),
      knownOf(request, ports.configuration),
      timeout,
    );
    return 'fault' in strength ? strength : { ...(stolen === undefined ? {} : { stolen }), strength };
  },

  evaluate({ config, request, facts, pass, fail }) {
    const entered = enteredPassword(request, config.password_field);
    if (entered === undefined) return fail('not_in_context');
    const broken = staticallyBroken(config, request, entered).map(({ rule, amount }) =>
      fail(rule, { amount }),
    );
    if (broken.length > 0) {
      const said = broken.flatMap(({ messages }) => messages);
      return {
        passing: false,
        messages: config.error_message === '' ? said : [config.error_message],
        reasons: broken.flatMap(({ reasons }) => reasons),
      };
    }
    const { stolen, strength } = facts;
    if (stolen !== undefined && stolen > config.hibp_allowed_count) return fail('pwned', { count: stolen });
    if (strength && strength.score <= config.zxcvbn_score_threshold) {
      const weak = fail('too_weak');
      return { ...weak, messages: [...weak.messages, ...strength.advice] };
    }
    return pass();
  },
});
