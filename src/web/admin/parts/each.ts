/** Does something with each of many, a few at a time, in order; stops nowhere. */
export async function each<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  onDone: (done: number) => void = () => undefined,
): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  let done = 0;
  const worker = async () => {
    while (next < items.length) {
      const mine = next++;
      const item = items[mine];
      if (item === undefined) return;
      results[mine] = await work(item);
      onDone(++done);
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  return results;
}
