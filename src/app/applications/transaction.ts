import type { Catalogue } from '../../core/catalogue.ts';
import type { Actor } from '../../core/directory/ports.ts';
import { invalid, Problem } from '../../core/problem/problem.ts';
import type { ObjectUseCases } from '../objects/objects.ts';

type Values = Readonly<Record<string, unknown>>;

export interface NewApplication {
  readonly app: Values;
  /** Wire name of the provider's model. */
  readonly provider_model: string;
  readonly provider: Values;
  readonly policy_bindings: readonly Values[];
}

/**
 * Creates an application with its provider and its bindings, all or nothing. Errors stand under `app`, `provider` and
 * `policy_bindings`, so that a wizard can lead back to the right page.
 */
export async function createWithProvider(
  { catalogue, cases }: { catalogue: Catalogue; cases: ObjectUseCases },
  input: NewApplication,
  actor: Actor,
): Promise<void> {
  const providerModel = catalogue.find(input.provider_model);
  if (!catalogue.providers.some(({ model }) => model === providerModel?.name) || !providerModel)
    throw invalid({ provider_model: [`"${input.provider_model}" is not a valid choice.`] });
  // Generated clients repeat the discriminator inside the object that it tells apart.
  const { providerModel: _, provider_model: __, ...fields } = input.provider;
  await cases.within(async (within) => {
    const provider = await under('provider', () => within.create(providerModel, fields, actor));
    const app = await under('app', () =>
      within.create(
        catalogue.model('authentik_core.application'),
        { ...input.app, provider: provider.pk },
        actor,
      ),
    );
    const errors: Values[] = [];
    for (const binding of input.policy_bindings)
      errors.push(
        await within
          .create(catalogue.model('authentik_policies.policybinding'), { ...binding, target: app.pk }, actor)
          .then(() => ({}))
          .catch(fieldsOf),
      );
    if (errors.some((fields) => Object.keys(fields).length > 0))
      throw invalid({ policy_bindings: errors as unknown as Readonly<Record<string, unknown>> });
  });
}

async function under<T>(part: 'app' | 'provider', work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw invalid({ [part]: fieldsOf(error) });
  }
}

function fieldsOf(error: unknown): Values {
  if (error instanceof Problem && error.fields) return error.fields;
  throw error;
}
