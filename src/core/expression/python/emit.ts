import { Emitter } from './emit-expression.ts';
import { type Place, refused, wrong } from './refusal.ts';
import { moduleMembers } from './runtime/modules.ts';
import { namesOf } from './scopes.ts';
import type { Expression, Handler, Statement } from './syntax.ts';

type StatementOf<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

/** JavaScript, and for each of its lines the place in the author's text that it comes from. */
export interface Emitted {
  readonly javascript: string;
  readonly places: readonly (Place | undefined)[];
  /** The names that the text uses without binding them, and where it first does so. */
  readonly free: ReadonlyMap<string, Place>;
}

/**
 * Writes the body of a function in Python as JavaScript: a function of the runtime, which gives a function of the
 * values of one run. Every statement has a line of its own, so that the line of an error says the statement.
 *
 * INVARIANT: nothing of the text becomes JavaScript but names with a prefix, numbers, and quoted strings.
 */
export function emit(body: readonly Statement[]): Emitted {
  return new Writer().program(body);
}

class Writer extends Emitter {
  readonly #lines: string[] = [];
  readonly #places: (Place | undefined)[] = [];

  program(body: readonly Statement[]): Emitted {
    this.#line('(function ($) { "use strict";');
    const constants = this.#reserve();
    this.#line('return function (request, context, http, address, sso, extra) {');
    this.#line('const $names = $.begin(request, address, sso, extra);');
    const globals = this.#reserve();
    this.#line('return $.run($names, () => {');
    const names = namesOf(body, []);
    if (names.yields)
      wrong({ line: 1, column: 1 }, 'The expression itself cannot `yield`: it returns one value.');
    this.enter({ kind: 'body', names, parameters: new Set() });
    const declarations = this.#reserve();
    this.#block(body);
    const locals = [...names.locals];
    const parameters =
      locals.length === 0
        ? ''
        : `let [${locals.map(local).join(', ')}] = $names.parameters(${JSON.stringify(locals)});`;
    this.#fill(declarations, parameters + this.leave());
    this.#line('return null;');
    this.#line('});');
    this.#line('}; })');
    const free = [...this.free.keys()];
    this.#fill(
      globals,
      free.length === 0
        ? ''
        : `let [${free.map(global).join(', ')}] = $names.globals(${JSON.stringify(free)});`,
    );
    if (this.constants.length > 0) this.#fill(constants, `const ${this.constants.join(', ')};`);
    return { javascript: this.#lines.join('\n'), places: this.#places, free: this.free };
  }

  #line(text: string, place?: Place): undefined {
    this.#lines.push(text);
    this.#places.push(place && { line: place.line, column: place.column });
  }

  /** A line whose text is known later. */
  #reserve(): number {
    this.#line('');
    return this.#lines.length - 1;
  }

  #fill(index: number, text: string): undefined {
    this.#lines[index] = text;
  }

  #block(statements: readonly Statement[]): undefined {
    for (const statement of statements) this.#statement(statement);
  }

  #statement(node: Statement): undefined {
    const { at } = node;
    switch (node.kind) {
      case 'expression':
        return this.#line(`${this.value(node.value)};`, at);
      case 'assign':
        return this.#assign(node);
      case 'augment':
        return this.#augment(node);
      case 'return':
        return this.#line(`return ${node.value ? this.value(node.value) : 'null'};`, at);
      case 'raise':
        return this.#raise(node);
      case 'assert': {
        const message = node.message ? this.value(node.message) : '';
        return this.#line(`if (!${this.test(node.test)}) throw $.failed(${message});`, at);
      }
      case 'delete':
        for (const target of node.targets) this.#line(this.#delete(target), target.at);
        return;
      case 'break':
        this.#leaveLoop();
        return this.#line('break;', at);
      case 'continue':
        return this.#line('continue;', at);
      case 'import':
        return this.#import(node);
      case 'if':
        return this.#if(node, 'if');
      case 'while':
        return this.#loop(`while (${this.test(node.test)}) {`, undefined, node);
      case 'for': {
        const item = this.temporary();
        return this.#loop(`for (${item} of $.iterate(${this.value(node.source)})) {`, item, node);
      }
      case 'try':
        return this.#try(node);
      case 'function':
        return this.#function(node);
      case 'global':
      case 'nonlocal':
        return this.#scope(node);
      default:
        return;
    }
  }

  #assign({ targets, value, at }: StatementOf<'assign'>): undefined {
    const [only, ...more] = targets;
    if (only?.kind === 'name' && more.length === 0)
      return this.#line(`${this.store(only.name, only.at)} = ${this.value(value)};`, at);
    const held = this.temporary();
    this.#line(`${held} = ${this.value(value)};`, at);
    for (const target of targets) this.#line(`${this.assignTo(target, held)};`, at);
  }

  #augment({ target, operator, value, at }: StatementOf<'augment'>): undefined {
    const name = JSON.stringify(operator);
    if (target.kind === 'name')
      return this.#line(
        `${this.store(target.name, target.at)} = $.augment(${name}, ${this.value(target)}, ${this.value(value)});`,
        at,
      );
    const [of, key] = [this.temporary(), this.temporary()];
    if (target.kind === 'item')
      return this.#line(
        `${of} = ${this.value(target.of)}; ${key} = ${this.value(target.key)}; $.setItem(${of}, ${key}, $.augment(${name}, $.item(${of}, ${key}), ${this.value(value)}));`,
        at,
      );
    if (target.kind === 'attribute') {
      const attribute = JSON.stringify(target.name);
      return this.#line(
        `${of} = ${this.value(target.of)}; $.setAttribute(${of}, ${attribute}, $.augment(${name}, $.attribute(${of}, ${attribute}), ${this.value(value)}));`,
        at,
      );
    }
  }

  #raise({ error, cause, at }: StatementOf<'raise'>): undefined {
    if (error === undefined) {
      const caught = this.caught.at(-1);
      return this.#line(caught === undefined ? 'throw $.nothingToRaise();' : `throw ${caught};`, at);
    }
    const more = cause ? `, ${this.value(cause)}` : '';
    this.#line(`throw $.raised(${this.value(error)}${more});`, at);
  }

  #delete(target: Expression): string {
    switch (target.kind) {
      case 'name':
        return `${this.value(target)}; ${this.store(target.name, target.at)} = undefined;`;
      case 'item':
        return `$.deleteItem(${this.value(target.of)}, ${this.value(target.key)});`;
      case 'attribute':
        return `$.deleteAttribute(${this.value(target.of)}, ${JSON.stringify(target.name)});`;
      case 'tuple':
      case 'list':
        return target.items.map((item) => this.#delete(item)).join(' ');
      default:
        return '';
    }
  }

  #import({ imports, at }: StatementOf<'import'>): undefined {
    for (const { module, member, name } of imports) {
      const members = moduleMembers(module);
      if (members === undefined)
        refused(
          at,
          `The module \`${module}\` cannot be imported: expressions have re, ipaddress, datetime, json, math and hashlib.`,
        );
      else if (member !== undefined && !members.has(member))
        refused(at, `\`${member}\` cannot be imported from \`${module}\`: it does not exist in expressions.`);
      const value =
        member === undefined
          ? `$.module(${JSON.stringify(module)})`
          : `$.attribute($.module(${JSON.stringify(module)}), ${JSON.stringify(member)})`;
      this.#line(`${this.store(name, at)} = ${value};`, at);
    }
  }

  #if({ test, then, otherwise, at }: StatementOf<'if'>, keyword: string): undefined {
    this.#line(`${keyword} (${this.test(test)}) {`, at);
    this.#block(then);
    const [only, ...more] = otherwise;
    if (only?.kind === 'if' && more.length === 0) return this.#if(only, '} else if');
    if (otherwise.length > 0) {
      this.#line('} else {');
      this.#block(otherwise);
    }
    this.#line('}');
  }

  /** For each loop that is open: the variable that remembers that it was left by `break`. */
  readonly #loops: (string | undefined)[] = [];

  #leaveLoop(): undefined {
    const left = this.#loops.at(-1);
    if (left !== undefined) this.#line(`${left} = true;`);
  }

  #loop(head: string, item: string | undefined, node: StatementOf<'for' | 'while'>): undefined {
    const left = node.otherwise.length > 0 ? this.temporary() : undefined;
    if (left !== undefined) this.#line(`${left} = false;`);
    this.#line(head, node.at);
    if (node.kind === 'for' && item !== undefined)
      this.#line(`${this.assignTo(node.target, item)};`, node.target.at);
    this.#loops.push(left);
    this.#block(node.body);
    this.#loops.pop();
    this.#line('}');
    if (left === undefined) return;
    this.#line(`if (!${left}) {`);
    this.#block(node.otherwise);
    this.#line('}');
  }

  #try({ body, handlers, otherwise, last }: StatementOf<'try'>): undefined {
    if (last.length > 0) this.#line('try {');
    if (handlers.length > 0) {
      const whole = otherwise.length > 0 ? this.temporary() : undefined;
      if (whole !== undefined) this.#line(`${whole} = false;`);
      this.#line('try {');
      this.#block(body);
      if (whole !== undefined) this.#line(`${whole} = true;`);
      const caught = this.variable();
      this.#line(`} catch ($thrown) { const ${caught} = $.caught($thrown);`);
      for (const [index, handler] of handlers.entries()) this.#handler(handler, caught, index);
      this.#line(handlers.at(-1)?.type === undefined ? '}' : `else throw ${caught}; }`);
      if (whole !== undefined) {
        this.#line(`if (${whole}) {`);
        this.#block(otherwise);
        this.#line('}');
      }
    } else this.#block(body);
    if (last.length === 0) return;
    this.#line('} finally {');
    this.#block(last);
    this.#line('}');
  }

  #handler({ type, name, body, at }: Handler, caught: string, index: number): undefined {
    const test = type === undefined ? '' : `if ($.matches(${caught}, ${this.value(type)})) `;
    this.#line(`${index > 0 ? 'else ' : ''}${test}{`, at);
    this.caught.push(caught);
    const stored = name === undefined ? undefined : this.store(name, at);
    if (stored !== undefined) this.#line(`${stored} = ${caught}; try {`);
    this.#block(body);
    if (stored !== undefined) this.#line(`} finally { ${stored} = undefined; }`);
    this.caught.pop();
    this.#line('}');
  }

  #function({ name, parameters, body, at }: StatementOf<'function'>): undefined {
    const { head, names, own } = this.signature(name, parameters, body);
    this.#line(`${this.store(name, at)} = ${head}`, at);
    this.enter({ kind: 'function', names, parameters: own });
    const outerLoops = this.#loops.splice(0);
    const outerCaught = this.caught.splice(0);
    const declarations = this.#reserve();
    this.#block(body);
    this.#loops.push(...outerLoops);
    this.caught.push(...outerCaught);
    const locals = [...names.locals].filter((found) => !own.has(found)).map(local);
    this.#fill(declarations, (locals.length > 0 ? `let ${locals.join(', ')};` : '') + this.leave());
    this.#line('});');
  }

  #scope(node: StatementOf<'global' | 'nonlocal'>): undefined {
    if (node.kind === 'global') return;
    for (const name of node.names)
      if (!this.isBoundAround(name)) wrong(node.at, `No function around this one has a name \`${name}\`.`);
  }
}

const local = (name: string): string => Emitter.local(name);
const global = (name: string): string => Emitter.global(name);
