import { definePolicyType } from '../../core/policy/type.ts';
import { identifierOf, UNKNOWN_ADDRESS } from '../../core/reputation/change.ts';
import { reputationInWords } from './phrases.ts';
import { ReputationConfig } from './schema.ts';
import { german } from './words.de.ts';

/** Passes where the address or the name of whoever asks has a bad score: for asking such people for more. */
export const reputation = definePolicyType({
  type: 'reputation',
  model: 'authentik_policies_reputation.reputationpolicy',
  component: 'ak-policy-reputation-form',
  title: 'Reputation',
  description: 'Passes for people whose address or name has failed to sign in too often lately.',
  example: 'Bound to a stage: “ask for a captcha where somebody has failed five times lately”.',
  config: ReputationConfig,
  words: { de: german },
  messages: {},
  uses: ['reputation'],
  phrases: reputationInWords,
  // What the name is spared depends on where the person comes from.
  beyondPerson: ({ check_ip, spare_known_addresses }) => check_ip || spare_known_addresses,

  gather: ({ request, ports }) =>
    ports.reputation.scores({
      ip: request.http_request?.client_ip ?? UNKNOWN_ADDRESS,
      // Also of somebody who only claims to exist: what happens after many tries must not tell which names do.
      identifier: identifierOf(request.user.username),
    }),

  evaluate({ config, facts: { ip, identifier, both }, pass, fail }) {
    const known = config.spare_known_addresses && both > 0;
    const ofName = known ? both : identifier;
    const score = config.check_ip
      ? ip + (config.check_username ? ofName - both : 0) // what counts for both counts once
      : ofName;
    return score <= config.threshold ? pass() : fail();
  },

  check: ({ config }) =>
    config.check_ip || config.check_username
      ? {}
      : {
          non_field_errors: [
            'Choose the address, the name, or both: without either there is nothing to check.',
          ],
        },
});
