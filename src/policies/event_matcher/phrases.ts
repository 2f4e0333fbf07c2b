import type { z } from 'zod';
import { allOf, type Phrases, phrase } from '../../core/policy/phrase.ts';
import type { EventMatcherConfig } from './schema.ts';

type Config = z.output<typeof EventMatcherConfig>;

const FIELDS = [
  ['action', 'the action', 'die Aktion'],
  ['client_ip', 'the address of the client', 'die Adresse des Clients'],
  ['app', 'the app', 'die App'],
  ['model', 'the model', 'das Modell'],
] as const;

/** What a policy about events means in a rule. */
export const eventInWords = (config: Config): Phrases | undefined =>
  allOf([
    ...FIELDS.flatMap(([field, en, de]) => {
      const wanted = config[field];
      return wanted === null
        ? []
        : [
            phrase(
              { passes: `${en} is “${wanted}”`, fails: `${en} is not “${wanted}”` },
              { passes: `${de} ist „${wanted}“`, fails: `${de} ist nicht „${wanted}“` },
            ),
          ];
    }),
    ...(config.query === null
      ? []
      : [
          phrase(
            {
              passes: `the event fits the query “${config.query}”`,
              fails: `the event does not fit the query “${config.query}”`,
            },
            {
              passes: `das Ereignis passt zur Abfrage „${config.query}“`,
              fails: `das Ereignis passt nicht zur Abfrage „${config.query}“`,
            },
          ),
        ]),
  ]);
