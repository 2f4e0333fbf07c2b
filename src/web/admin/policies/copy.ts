import type { Client, Reply } from '../client.ts';
import type { Policy, Type } from '../wire.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Makes a policy with the same settings under another name; it is bound to nothing. */
export async function copyOf(
  client: Client,
  { path = '', schema }: Type,
  policy: Policy,
  name: string,
): Promise<Reply<Policy>> {
  const whole = await client.get<Readonly<Record<string, unknown>>>(`${path}${policy.pk}/`);
  if ('trouble' in whole) return whole;
  const fields = isRecord(schema?.properties) ? Object.keys(schema.properties) : [];
  const values = fields.flatMap((field) => (field in whole.value ? [[field, whole.value[field]]] : []));
  return client.send<Policy>('POST', path, { ...Object.fromEntries(values), name });
}
