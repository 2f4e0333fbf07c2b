import { isDeepStrictEqual } from 'node:util';
import type { Client, Wire } from './client.ts';
import { Unfit } from './client.ts';
import type { Operation } from './operations.ts';
import { extras } from './recipes/extras.ts';
import { recipes } from './recipes/objects.ts';

/** How one kind of object is driven. */
export interface Recipe {
  /** Prefix of its operations, e.g. `core_groups`. */
  readonly id: string;
  /** Makes what the object needs and answers its body. */
  readonly body: (client: Client) => Promise<Wire> | Wire;
  /** The fields that the changes change. */
  readonly change: Wire;
  /** Fields that are written and never come back. */
  readonly secret?: readonly string[];
  /** Makes something that uses the object; answers the name of its model. */
  readonly use?: (client: Client, made: Wire) => Promise<string>;
}

/** Something that is driven by hand; the operations that it calls count. */
export type Extra = (client: Client) => Promise<void>;

export interface Drive {
  /** Operations that were called through the generated client and answered rightly. */
  readonly right: ReadonlySet<string>;
  /** What did not: operation or recipe, and why. */
  readonly wrong: readonly { readonly id: string; readonly why: string }[];
}

/** Drives the generated client through every recipe whose operations are here. */
export async function drive(
  client: Client,
  theirs: readonly Operation[],
  present: ReadonlySet<string>,
): Promise<Drive> {
  const right = new Set<string>();
  const wrong: { id: string; why: string }[] = [];
  const watched: Client = {
    async call(id, given) {
      const answer = await client.call(id, given);
      right.add(id);
      return answer;
    },
  };
  const attempt = async (id: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      right.delete(id);
      wrong.push({ id, why: error instanceof Error ? error.message : String(error) });
    }
  };
  const byId = new Map(theirs.map((operation) => [operation.id, operation]));
  for (const recipe of recipes)
    if (present.has(`${recipe.id}_retrieve`))
      await attempt(recipe.id, () => whole(recipe, watched, byId, present, attempt));
  for (const [id, extra] of Object.entries(extras))
    if (present.has(id)) await attempt(id, () => extra(watched));
  return { right, wrong };
}

type Attempt = (id: string, work: () => Promise<void>) => Promise<void>;

/** Create, read, list with every filter that can be told from the object, change, replace, uses, delete. */
async function whole(
  recipe: Recipe,
  client: Client,
  byId: ReadonlyMap<string, Operation>,
  present: ReadonlySet<string>,
  attempt: Attempt,
): Promise<void> {
  const { id, change, secret = [] } = recipe;
  const name = (operation: string) => `${id}_${operation}`;
  const parameter = /\{(\w+)\}/.exec(byId.get(name('retrieve'))?.path ?? '')?.[1] ?? '';
  const body = await recipe.body(client);
  const made = await client.call(name('create'), { body });
  // A secret may come back once, in the answer that creates the object.
  echo({ ...made, ...Object.fromEntries(secret.map((field) => [field, undefined])) }, body, secret);
  const path = { [parameter]: keyOf(made, parameter) };
  await attempt(name('retrieve'), async () =>
    echo(await client.call(name('retrieve'), { path }), body, secret),
  );
  const list = byId.get(name('list'));
  if (list)
    await attempt(list.id, async () => {
      for (const [query, there] of questions(list, made)) await look(client, list.id, query, made, there);
    });
  if (present.has(name('partial_update')))
    await attempt(name('partial_update'), async () => {
      echo(await client.call(name('partial_update'), { path, body: change }), { ...body, ...change }, secret);
    });
  await attempt(name('update'), async () =>
    echo(await client.call(name('update'), { path, body }), body, secret),
  );
  const uses = recipe.use && (await recipe.use(client, made));
  await attempt(name('used_by_list'), async () => {
    const found = (await client.call(name('used_by_list'), { path })) as unknown as readonly Wire[];
    if (uses !== undefined && !found.some(({ model_name }) => model_name === uses))
      throw new Unfit(`used_by does not name the ${uses}`);
  });
  await attempt(name('destroy'), async () => {
    await client.call(name('destroy'), { path });
    const gone = await client.call(name('retrieve'), { path }).then(
      () => false,
      (error: Error) => error.message.startsWith('404'),
    );
    if (!gone) throw new Unfit('the object is still there');
  });
}

/** The value by which a path names an object: `id`, `pk`, `slug`, `identifier`, `uuid`, … */
function keyOf(made: Wire, parameter: string): unknown {
  const named = ['slug', 'identifier'].includes(parameter) ? made[parameter] : made.pk;
  return named ?? made[parameter];
}

/** What was written comes back. */
function echo(answer: Wire, body: Wire, secret: readonly string[]): void {
  for (const [field, value] of Object.entries(body)) {
    if (secret.includes(field)) {
      if (answer[field] !== undefined) throw new Unfit(`${field} is secret and was returned`);
    } else if (!isDeepStrictEqual(JSON.parse(JSON.stringify(answer[field] ?? null)), value ?? null))
      throw new Unfit(
        `${field} was written as ${JSON.stringify(value)} and is ${JSON.stringify(answer[field])}`,
      );
  }
}

/** Queries whose answer is known: with the object's own values it is listed, with others it is not. */
function questions(list: Operation, made: Wire): readonly (readonly [Wire, boolean])[] {
  const asked: (readonly [Wire, boolean])[] = [[{ page_size: 100 }, true]];
  for (const [name, shape] of list.parameters) {
    const value = made[name];
    const values = [...(shape.values ?? [])];
    if (typeof value === 'boolean') asked.push([{ [name]: value }, true], [{ [name]: !value }, false]);
    else if (typeof value === 'number') asked.push([{ [name]: value }, true], [{ [name]: value + 1 }, false]);
    else if (
      typeof value === 'string' &&
      value !== '' &&
      shape.kinds.has('string') &&
      !/T\d\d:/.test(value)
    ) {
      const other = values.find((one) => one !== value) ?? otherThan(value);
      asked.push([{ [name]: value }, true], [{ [name]: other }, false]);
    }
  }
  if (list.parameters.has('search') && typeof made.name === 'string')
    asked.push([{ search: made.name }, true], [{ search: 'nothing is called like this' }, false]);
  return asked;
}

const otherThan = (value: string): string =>
  /^[0-9a-f]{8}-/.test(value) ? '00000000-0000-4000-8000-000000000000' : 'something-else';

async function look(client: Client, id: string, query: Wire, made: Wire, there: boolean): Promise<void> {
  const words = `with ${JSON.stringify(query)}`;
  const answer = await client.call(id, { query }).catch((error: Error) => {
    throw new Unfit(`${words}: ${error.message}`);
  });
  const results = answer.results as readonly Wire[];
  if (results.some(({ pk }) => pk === made.pk) !== there)
    throw new Unfit(`${words} the object is ${there ? 'missing from' : 'still in'} the list`);
}
