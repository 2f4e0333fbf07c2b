import { IpAddress, IpNetwork } from '../address.ts';
import { LIST_METHODS, TEXT_METHODS } from './operators.ts';
import { type Closure, elsewhere, isList, spend, type Value } from './values.ts';

/** The value of an optional chain that was cut off; it never leaves its chain. */
export const CUT = new IpNetwork('0.0.0.0/32');
export const endOfChain = (value: Value): Value => (value === CUT ? undefined : value);

/** A method that the closures know, of a text, a list or an address. */
export function method(key: string, subject: Closure, args: readonly Closure[], optional: boolean): Closure {
  const least = args.length;
  const onText = Object.hasOwn(TEXT_METHODS, key) ? TEXT_METHODS[key] : undefined;
  const onList = Object.hasOwn(LIST_METHODS, key) ? LIST_METHODS[key] : undefined;
  const fits = (range: readonly [number, number, unknown] | undefined) =>
    range !== undefined && least >= range[0] && least <= range[1];
  const isAddressMethod = key === 'in' || key === 'equals' || key === 'contains';
  if (!fits(onText) && !fits(onList) && !isAddressMethod) return elsewhere();
  return (frame) => {
    const on = subject(frame);
    if (on === CUT || (optional && (on === undefined || on === null))) return CUT;
    const values = args.map((argument) => argument(frame));
    if (on instanceof IpAddress || on instanceof IpNetwork) {
      if (isAddressMethod) return onAddress(on, key, values);
      if (on instanceof IpNetwork) return elsewhere();
    }
    if (typeof on === 'string' || on instanceof IpAddress) {
      if (onText === undefined || !fits(onText)) return elsewhere();
      const text = String(on);
      spend(frame, text.length);
      return onText[2](text, ...values);
    }
    if (!isList(on) || onList === undefined || !fits(onList)) return elsewhere();
    spend(frame, on.length);
    const found = onList[2](on, ...values);
    if (typeof found === 'string') spend(frame, found.length);
    return found;
  };
}

/** Texts that are no network or address make an error, and errors are the sandbox's. */
function onAddress(on: IpAddress | IpNetwork, key: string, values: readonly Value[]): boolean {
  const texts = values.map((value) =>
    typeof value === 'string' || value instanceof IpAddress || value instanceof IpNetwork
      ? value
      : elsewhere(),
  );
  const [first] = texts;
  try {
    if (on instanceof IpAddress && key === 'in')
      return on.in(...texts.map((value) => (value instanceof IpAddress ? elsewhere() : value)));
    if (first === undefined || first instanceof IpNetwork || texts.length !== 1) return elsewhere();
    if (on instanceof IpAddress && key === 'equals') return on.equals(first);
    return on instanceof IpNetwork && key === 'contains' ? on.contains(first) : elsewhere();
  } catch {
    return elsewhere();
  }
}
