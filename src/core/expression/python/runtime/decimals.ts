/** Decimal digits of floats, exactly: halves go to the even neighbour, of the value that the float really has. */

/** A float as whole number times a power of two. */
export function parts(value: number): { mantissa: bigint; exponent: number } {
  let [mantissa, exponent] = [Math.abs(value), 0];
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent--;
  }
  return { mantissa: BigInt(mantissa), exponent };
}

function halfEven(top: bigint, bottom: bigint): bigint {
  const quotient = top / bottom;
  const twice = (top % bottom) * 2n;
  const up = twice > bottom || (twice === bottom && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}

/** |value| * 10^places, rounded to a whole number. */
function scaled(value: number, places: number): bigint {
  const { mantissa, exponent } = parts(value);
  const top = mantissa * 10n ** BigInt(Math.max(0, places));
  return halfEven(top, 2n ** BigInt(-exponent) * 10n ** BigInt(Math.max(0, -places)));
}

/** Digits with so many of them behind the point; without a sign. */
export function fixed(value: number, places: number): string {
  const digits = String(scaled(value, places)).padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** So many significant digits, and the power of ten of the first. */
export function significant(value: number, count: number): { digits: string; exponent: number } {
  if (value === 0) return { digits: '0'.repeat(count), exponent: 0 };
  let exponent = Number(Math.abs(value).toExponential().split('e')[1] ?? 0);
  let digits = String(scaled(value, count - 1 - exponent));
  // The shortest text may be one power of ten above the value itself.
  if (digits.length < count) digits = String(scaled(value, count - 1 - --exponent));
  if (digits.length > count) {
    exponent++;
    digits = digits.slice(0, count);
  }
  return { digits, exponent };
}

/** `round(value, places)`. */
export function rounded(value: number, places: number): number {
  if (!Number.isFinite(value) || places > 400) return value;
  if (places < -400) return value < 0 ? -0 : 0;
  const whole = scaled(value, places);
  const result = places > 0 ? Number(fixed(value, places)) : Number(whole * 10n ** BigInt(-places));
  return value < 0 || Object.is(value, -0) ? -result : result;
}
