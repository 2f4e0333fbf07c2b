/** What a flow in a frame says to the page around it: how high it is, or that it is over and where it leads. */
export type Embedded = { readonly height: number } | { readonly to: string };

/** Higher than any screen: nothing that a frame says makes a page endless. */
const HIGHEST = 4_000;

/** Reads a message of a frame; anything else that pages send each other is none. */
export function readEmbedded(data: unknown): Embedded | undefined {
  if (typeof data !== 'object' || data === null || !('postern' in data)) return undefined;
  const { postern } = data;
  if (typeof postern !== 'object' || postern === null) return undefined;
  if ('height' in postern && typeof postern.height === 'number' && Number.isFinite(postern.height))
    return { height: Math.min(Math.max(Math.ceil(postern.height), 0), HIGHEST) };
  if ('to' in postern && typeof postern.to === 'string') return { to: postern.to };
  return undefined;
}

/** Tells the page around this one. Only pages of this very site can be around it. */
export const tellAround = (said: Embedded): void => parent.postMessage({ postern: said }, location.origin);

/** Whether this page is in a frame of another one of ours. */
export const isEmbedded = (): boolean => parent !== self;
