import type { z } from 'zod';
import { type Phrases, phrase } from '../../core/policy/phrase.ts';
import type { ReputationConfig } from './schema.ts';

/** What a policy about bad scores means in a rule: it passes whom it suspects. */
export function reputationInWords({
  check_ip,
  check_username,
  threshold,
}: z.output<typeof ReputationConfig>): Phrases {
  const en = [...(check_ip ? ['address'] : []), ...(check_username ? ['name'] : [])].join(' and ');
  const de = [...(check_ip ? ['Adresse'] : []), ...(check_username ? ['Name'] : [])].join(' und ');
  return phrase(
    {
      passes: `the reputation of their ${en} is ${threshold} or lower`,
      fails: `the reputation of their ${en} is above ${threshold}`,
    },
    {
      passes: `die Reputation (${de}) ist ${threshold} oder niedriger`,
      fails: `die Reputation (${de}) ist höher als ${threshold}`,
    },
  );
}
