import { below, type Compare } from './document.ts';
import type { Value } from './kinds.ts';
import { mistake, type Notes } from './notes.ts';
import { OPERATORS, type Operator, operatorOf, withoutCase } from './operators.ts';
import { LONGEST_SUBJECT } from './pattern.ts';
import { type Source, sourceOf } from './reading.ts';
import { patternOf, rightOf } from './right-side.ts';
import { faulty, Halt, type Result, type Run } from './run.ts';
import { sanitised, traced } from './trace.ts';

type Judge = (left: Value, run: Run) => Result;

/** Turns a comparison into a closure; undefined where there is a mistake in it. */
export function compileCompare(
  node: Compare,
  path: string,
  notes: Notes,
): ((run: Run) => Result) | undefined {
  const operator = operatorOf(node.operator);
  if (!operator) {
    const keys = OPERATORS.map(({ key }) => key).join(', ');
    mistake(notes, below(path, 'operator'), `There is no operator "${node.operator}". There are: ${keys}.`);
    return undefined;
  }
  const source = sourceOf(node.variable, below(path, 'variable'), notes, operator.presence);
  if (!source || !fits(operator, source, node, path, notes)) return undefined;
  const judge = judgeOf(operator, source, node, path, notes);
  if (!judge) return undefined;
  const look = operator.presence ? presenceOf(source) : source.read;
  return once(path, { source, operator }, (run) => {
    const left = look(run);
    if (left instanceof Halt) return { left: undefined, result: left };
    if (left === undefined) return { left, result: missing(path, source, notes) };
    return { left, result: judge(left, run) };
  });
}

/** Whether the operator can look at such a value, and be turned around. */
function fits(
  operator: Operator,
  { kind, key }: Source,
  { options }: Compare,
  path: string,
  notes: Notes,
): boolean {
  if (!operator.kinds.includes(kind.is)) {
    const others = OPERATORS.filter(({ kinds }) => kinds.includes(kind.is)).map((other) => other.key);
    mistake(
      notes,
      below(path, 'operator'),
      `"${operator.key}" cannot look at "${key}". Operators that can: ${others.join(', ')}.`,
    );
    return false;
  }
  if (options.negate && !operator.negatable) {
    mistake(
      notes,
      below(path, 'options', 'negate'),
      `"${operator.key}" cannot be negated; use its opposite.`,
    );
    return false;
  }
  return true;
}

function judgeOf(
  operator: Operator,
  { kind }: Source,
  node: Compare,
  path: string,
  notes: Notes,
): Judge | undefined {
  const { case_sensitive, negate } = node.options;
  if (operator.operand === 'pattern') {
    const pattern = patternOf(node, path, notes);
    if (!pattern) return undefined;
    return (left, { budget }) => {
      const found = pattern.search(String(left), budget);
      return found === undefined ? tooLong(path) : found !== negate;
    };
  }
  const fold = operator.folds && !case_sensitive;
  const right = rightOf(operator, kind, node, path, notes, fold);
  if (!right) return undefined;
  return (left, run) => {
    const other = right.read(run);
    if (other instanceof Halt) return other;
    if (other === undefined) return missing(path, right, notes);
    const now = run.request.time;
    return operator.test(fold ? withoutCase(left) : left, other, { now }) !== negate;
  };
}

const tooLong = (path: string): Halt =>
  faulty(`A text is longer than ${LONGEST_SUBJECT} characters, or the patterns take too long (${path}).`);

/** A missing value ends the policy, or makes the comparison false: even a negated one. */
const missing = (at: string, { key }: { readonly key: string }, { missing }: Notes): Result =>
  missing === 'false' ? false : new Halt({ is: 'missing', at, variable: key });

/** Whether there is a value, of the wished kind where one is named. */
const presenceOf =
  ({ cast, raw, read }: Source) =>
  (run: Run): boolean | Halt => {
    const found = cast ? read(run) : raw(run);
    return found instanceof Halt ? found : found !== undefined && found !== null;
  };

/** Compares once for each evaluation, however often the policy is judged while answers come in. */
function once(
  path: string,
  { source: { key, param }, operator }: { readonly source: Source; readonly operator: Operator },
  compare: (run: Run) => { readonly left: Value | undefined; readonly result: Result },
): (run: Run) => Result {
  return (run) => {
    const known = run.known?.get(path);
    if (known !== undefined) return known;
    const { left, result } = compare(run);
    if (result instanceof Halt && result.why.is !== 'missing') return result;
    run.known?.set(path, result);
    if (run.trace)
      traced(
        run,
        path,
        {
          variable: key,
          ...(param !== undefined && { param }),
          operator: operator.key,
          value: sanitised(left, param),
        },
        result instanceof Halt ? 'missing' : result,
      );
    return result;
  };
}
