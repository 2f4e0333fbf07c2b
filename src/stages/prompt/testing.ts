import type { ScriptContext } from '../../core/expression/sandbox.ts';
import type { PolicyCheck } from '../../core/flow/ports.ts';
import { knownPolicies, recordedEvents, scriptedSandbox } from '../../core/testing/ports.ts';
import { memoryReplica } from '../../core/testing/replica.ts';
import { asked, type Visit, visit } from '../../core/testing/stage.ts';
import { memoryUsers, person } from '../../core/testing/users.ts';
import type { Field } from './draw.ts';
import { prompt } from './stage.ts';

export const ada = person({ username: 'ada', pk: 1 });
export const bob = person({ username: 'Bob', pk: 2 });

export const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export interface Given extends Visit {
  readonly prompts: readonly Readonly<Record<string, unknown>>[];
  readonly scripts?: Readonly<Record<string, (context: ScriptContext) => unknown>>;
  /** By key, in order `uuid(1)`, `uuid(2)`, …: all of them validate the form. */
  readonly policies?: readonly ((data: Readonly<Record<string, unknown>>) => {
    passing: boolean;
    messages: readonly string[];
  })[];
}

/** A prompt stage with these prompts; names, labels and keys are filled in where they are not given. */
export function world({ prompts, scripts = {}, policies = [], ...given }: Given) {
  const rows = prompts.map((row, index) => ({
    pk: uuid(100 + index),
    name: `prompt-${index}`,
    field_key: `field_${index}`,
    label: `Field ${index}`,
    order: index,
    ...row,
  }));
  const configuration = memoryReplica({ prompts: rows });
  const sandbox = scriptedSandbox(scripts);
  const events = recordedEvents();
  const users = memoryUsers([{ facts: ada }, { facts: bob }]);
  const check: PolicyCheck & { readonly asked: readonly Parameters<PolicyCheck['check']>[0][] } =
    knownPolicies(
      Object.fromEntries(
        policies.map((policy, index) => [
          uuid(index + 1),
          ({ context }) => policy(context.prompt_data as Readonly<Record<string, unknown>>),
        ]),
      ),
    );
  const stage = visit(prompt, {
    ...given,
    config: {
      fields: rows.map(({ pk }) => pk),
      validation_policies: policies.map((_, index) => uuid(index + 1)),
      ...given.config,
    },
    ports: { configuration, sandbox, events, users, policies: check },
  });
  return {
    stage,
    configuration,
    sandbox,
    events,
    users,
    check,
    fields: async () => asked(await stage.begin()).fields as readonly Field[],
  };
}
