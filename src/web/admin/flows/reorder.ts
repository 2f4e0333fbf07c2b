import type { Client, Trouble } from '../client.ts';

/** Gives stage bindings their new orders, one after the other; stops at the first that is refused. */
export async function reorder(
  client: Client,
  changes: readonly { readonly pk: string; readonly order: number }[],
): Promise<Trouble | undefined> {
  for (const { pk, order } of changes) {
    const reply = await client.send('PATCH', `/flows/bindings/${pk}/`, { order });
    if ('trouble' in reply) return reply.trouble;
  }
  return undefined;
}
