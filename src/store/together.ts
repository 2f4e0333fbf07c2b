/** The end of this turn of the event loop: by then everybody whose request has arrived has asked. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

/**
 * Joins the calls of one turn of the event loop, and those that come while a statement is under way: they go together
 * when it is back. At low load nobody waits for company; under load a statement carries as many calls as came in its
 * own time.
 */
export function together<In, Out>(
  work: (inputs: readonly In[]) => Promise<readonly Out[]>,
  options: {
    /** Calls with the same key never go together. */
    readonly key?: (input: In) => string;
    /** Calls that go together at most. */
    readonly most?: number;
  } = {},
): (input: In) => Promise<Out> {
  const { key, most = 64 } = options;
  interface Call {
    readonly input: In;
    readonly resolve: (out: Out) => void;
    readonly reject: (error: unknown) => void;
  }
  let waiting: Call[] = [];
  let underWay = false;

  function take(): Call[] {
    const taken: Call[] = [];
    const left: Call[] = [];
    const keys = new Set<string>();
    for (const call of waiting) {
      const own = key?.(call.input);
      if (taken.length >= most || (own !== undefined && keys.has(own))) left.push(call);
      else {
        taken.push(call);
        if (own !== undefined) keys.add(own);
      }
    }
    waiting = left;
    return taken;
  }

  async function settle(calls: readonly Call[]): Promise<void> {
    try {
      const outs = await work(calls.map(({ input }) => input));
      calls.forEach(({ resolve }, index) => {
        resolve(outs[index] as Out);
      });
    } catch (error) {
      const [only] = calls;
      if (calls.length === 1) only?.reject(error);
      else for (const call of calls) await settle([call]); // one of them spoils it; the others are innocent
    }
  }

  async function go(): Promise<void> {
    underWay = true;
    while (waiting.length > 0) {
      await turn();
      await settle(take());
    }
    underWay = false;
  }

  return (input) =>
    new Promise((resolve, reject) => {
      waiting.push({ input, resolve, reject });
      if (!underWay) void go();
    });
}
