import type { AnyNode, CallExpression, MemberExpression, Pattern } from 'acorn';
import { IpAddress, isIpAddress } from '../address.ts';
import type { ParsedBody } from '../parse.ts';
import { isKnownName } from '../rules.ts';
import type { ScriptContext } from '../sandbox.ts';
import { CALLS, isMessage, MESSAGE } from './calls.ts';
import { CUT, endOfChain, method } from './methods.ts';
import { hide, keyName, literal, type Scope, standsFor } from './names.ts';
import { BINARY } from './operators.ts';
import {
  type Closure,
  ELSEWHERE,
  elsewhere,
  type Frame,
  isPrimitive,
  memberOf,
  spend,
  toText,
  type Value,
} from './values.ts';

/** An expression that needs no sandbox. `run` answers undefined where this one evaluation has to be the sandbox's. */
export interface ClosureProgram {
  run(context: ScriptContext): { readonly value: unknown; readonly messages: readonly string[] } | undefined;
}

/** Longer texts gain nothing here. */
const LONGEST = 4_000;
/** Characters and items that one evaluation may look at: a bound on its time. */
const FUEL = 100_000;

/**
 * Compiles the total part of the language to closures: members, literals, comparison, logic, arithmetic, templates,
 * membership, a list of bounded methods, `const`, `if` and `return`. No loop, recursion, regular expression, `await`
 * or function value: what it compiles ends. Undefined for everything else.
 */
export function compileClosures(body: ParsedBody): ClosureProgram | undefined {
  if (body.awaits || body.program.end > LONGEST) return undefined;
  const compiler = new Compiler();
  try {
    const run = compiler.block(body.program.body, new Map());
    return { run: (context) => evaluate(run, compiler.slots, context) };
  } catch (error) {
    if (error === ELSEWHERE) return undefined;
    throw error;
  }
}

function evaluate(run: Step, slots: number, { request, extra }: ScriptContext) {
  // A further name may hide a word here.
  if (extra !== undefined && Object.keys(extra).some(isKnownName)) return undefined;
  let address: IpAddress | undefined;
  const frame: Frame = {
    request,
    extra,
    address: () => {
      const text = (request.http_request as { client_ip?: unknown } | null | undefined)?.client_ip;
      address ??= isIpAddress(text) ? new IpAddress(text) : undefined;
      return address;
    },
    slots: new Array<Value>(slots),
    messages: [],
    fuel: FUEL,
  };
  try {
    const value = run(frame);
    return { value: value === GOES_ON ? undefined : returned(value), messages: frame.messages };
  } catch (error) {
    if (error === ELSEWHERE) return undefined;
    throw error;
  }
}

/** Whole objects go by JSON, which is the sandbox's way. */
function returned(value: Value): unknown {
  if (value instanceof IpAddress) return String(value);
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) return elsewhere();
  return isPrimitive(value) ? value : elsewhere();
}

/** What a statement answers that does not return. */
const GOES_ON: unique symbol = Symbol('goes on');
type Step = (frame: Frame) => Value | typeof GOES_ON;
const goOn: Step = () => GOES_ON;

class Compiler {
  slots = 0;

  block(statements: readonly AnyNode[], outer: Scope): Step {
    const scope = new Map(outer);
    for (const statement of statements)
      if (statement.type === 'VariableDeclaration')
        for (const { id } of statement.declarations) hide(id, scope);
    const steps = statements.map((statement) => this.#statement(statement, scope));
    return (frame) => {
      for (const step of steps) {
        const value = step(frame);
        if (value !== GOES_ON) return value;
      }
      return GOES_ON;
    };
  }

  #statement(node: AnyNode, scope: Map<string, number | undefined>): Step {
    switch (node.type) {
      case 'ReturnStatement':
        return node.argument ? this.#expression(node.argument, scope) : () => undefined;
      case 'BlockStatement':
        return this.block(node.body, scope);
      case 'EmptyStatement':
        return goOn;
      case 'IfStatement': {
        const test = this.#expression(node.test, scope);
        const then = this.block([node.consequent], scope);
        const otherwise = node.alternate ? this.block([node.alternate], scope) : goOn;
        return (frame) => (test(frame) ? then(frame) : otherwise(frame));
      }
      case 'ExpressionStatement': {
        const effect = this.#expression(node.expression, scope);
        return (frame) => {
          effect(frame);
          return GOES_ON;
        };
      }
      case 'VariableDeclaration': {
        if (node.kind === 'var') return elsewhere();
        const parts = node.declarations.map(({ id, init }) => {
          const value: Closure = init ? this.#expression(init, scope) : () => undefined;
          const bind = this.#pattern(id, scope);
          return (frame: Frame) => bind(frame, value(frame));
        });
        return (frame) => {
          for (const part of parts) part(frame);
          return GOES_ON;
        };
      }
      default:
        return elsewhere();
    }
  }

  #pattern(pattern: Pattern, scope: Map<string, number | undefined>): (frame: Frame, value: Value) => void {
    if (pattern.type === 'Identifier') {
      const slot = this.slots++;
      scope.set(pattern.name, slot);
      return (frame, value) => {
        frame.slots[slot] = value;
      };
    }
    if (pattern.type === 'AssignmentPattern') {
      const otherwise = this.#expression(pattern.right, scope);
      const bind = this.#pattern(pattern.left, scope);
      return (frame, value) => bind(frame, value === undefined ? otherwise(frame) : value);
    }
    if (pattern.type !== 'ObjectPattern') return elsewhere();
    const parts = pattern.properties.map((property) => {
      if (property.type !== 'Property' || property.computed) return elsewhere();
      const key = keyName(property.key);
      return { key, bind: this.#pattern(property.value, scope) };
    });
    return (frame, value) => {
      if (value === undefined || value === null) return elsewhere();
      for (const { key, bind } of parts) bind(frame, memberOf(frame, value, key));
    };
  }

  #expression(node: AnyNode, scope: Scope): Closure {
    switch (node.type) {
      case 'Literal':
        return literal(node.value);
      case 'Identifier':
        return standsFor(node.name, scope);
      case 'MemberExpression':
        return this.#member(node, scope);
      case 'ChainExpression': {
        const chain = this.#expression(node.expression, scope);
        return (frame) => endOfChain(chain(frame));
      }
      case 'ParenthesizedExpression':
        return this.#expression(node.expression, scope);
      case 'CallExpression':
        return this.#call(node, scope);
      case 'UnaryExpression':
        return this.#unary(node.operator, this.#expression(node.argument, scope));
      case 'BinaryExpression': {
        const work = Object.hasOwn(BINARY, node.operator) ? BINARY[node.operator] : undefined;
        if (work === undefined) return elsewhere();
        const left = this.#expression(node.left, scope);
        const right = this.#expression(node.right, scope);
        return (frame) => work(frame, left(frame), right(frame));
      }
      case 'LogicalExpression':
        return this.#logical(
          node.operator,
          this.#expression(node.left, scope),
          this.#expression(node.right, scope),
        );
      case 'ConditionalExpression': {
        const test = this.#expression(node.test, scope);
        const then = this.#expression(node.consequent, scope);
        const otherwise = this.#expression(node.alternate, scope);
        return (frame) => (test(frame) ? then(frame) : otherwise(frame));
      }
      case 'TemplateLiteral': {
        const texts = node.quasis.map(({ value }) => value.cooked ?? elsewhere());
        const parts = node.expressions.map((part) => this.#expression(part, scope));
        return (frame) => {
          let text = texts[0] ?? '';
          parts.forEach((part, index) => {
            text += toText(part(frame)) + (texts[index + 1] ?? '');
          });
          spend(frame, text.length);
          return text;
        };
      }
      case 'ArrayExpression': {
        const items = node.elements.map((item) => {
          if (!item || item.type === 'SpreadElement') return elsewhere();
          return this.#expression(item, scope);
        });
        return (frame) => items.map((item) => item(frame));
      }
      default:
        return elsewhere();
    }
  }

  #unary(operator: string, argument: Closure): Closure {
    switch (operator) {
      case '!':
        return (frame) => !argument(frame);
      case 'typeof':
        return (frame) => typeof argument(frame);
      case '-':
        return (frame) => {
          const value = argument(frame);
          return typeof value === 'number' ? -value : elsewhere();
        };
      default:
        return elsewhere();
    }
  }

  #logical(operator: string, left: Closure, right: Closure): Closure {
    if (operator === '&&') return (frame) => left(frame) && right(frame);
    if (operator === '||') return (frame) => left(frame) || right(frame);
    return (frame) => left(frame) ?? right(frame);
  }

  #member(node: MemberExpression, scope: Scope): Closure {
    const base = this.#expression(node.object, scope);
    const { optional } = node;
    if (!node.computed) {
      const key = keyName(node.property);
      return (frame) => {
        const value = base(frame);
        if (value === CUT || (optional && (value === undefined || value === null))) return CUT;
        return memberOf(frame, value, key);
      };
    }
    const key = this.#expression(node.property, scope);
    return (frame) => {
      const value = base(frame);
      if (value === CUT || (optional && (value === undefined || value === null))) return CUT;
      const name = key(frame);
      return typeof name === 'string' || typeof name === 'number'
        ? memberOf(frame, value, name)
        : elsewhere();
    };
  }

  #call(node: CallExpression, scope: Scope): Closure {
    const args = node.arguments.map((argument) =>
      argument.type === 'SpreadElement' ? elsewhere() : argument,
    );
    const { callee } = node;
    if (node.optional) return elsewhere();
    if (callee.type === 'Identifier' && !scope.has(callee.name)) {
      if (isMessage(callee.name)) return MESSAGE(this.#all(args, scope));
      const call = Object.hasOwn(CALLS, callee.name) ? CALLS[callee.name] : undefined;
      return call ? call(args, (argument) => this.#expression(argument, scope)) : elsewhere();
    }
    if (callee.type !== 'MemberExpression' || callee.computed) return elsewhere();
    const subject = this.#expression(callee.object, scope);
    return method(keyName(callee.property), subject, this.#all(args, scope), callee.optional);
  }

  #all(nodes: readonly AnyNode[], scope: Scope): readonly Closure[] {
    return nodes.map((node) => this.#expression(node, scope));
  }
}
