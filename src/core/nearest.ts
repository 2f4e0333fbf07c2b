/**
 * The one among `names` that somebody who wrote `word` most likely meant, or undefined where none is near: the
 * smallest number of letters put in, left out, exchanged or swapped with their neighbour.
 */
export function nearest(word: string, names: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  // A third of the letters: enough for two slips in a usual name, too little to guess at an unrelated one.
  let best = Math.max(1, Math.floor(word.length / 3)) + 1;
  let found: string | undefined;
  for (const name of names) {
    const steps = distance(wanted, name.toLowerCase(), best);
    if (steps < best) {
      best = steps;
      found = name;
    }
  }
  return found;
}

/** ` Did you mean NAME?`, or nothing where no name is near. */
export function didYouMean(word: string, names: Iterable<string>): string {
  const found = nearest(word, names);
  return found === undefined ? '' : ` Did you mean ${found}?`;
}

/** Optimal string alignment distance; gives up with `limit` where the lengths alone rule a smaller one out. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let steps = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        steps = Math.min(steps, (before[j - 2] ?? 0) + 1);
      }
      row.push(steps);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? limit;
}
