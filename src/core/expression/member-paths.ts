import type { AnyNode, CallExpression, MemberExpression, Pattern, Program } from 'acorn';
import { childrenOf, type ParsedBody } from './parse.ts';
import { addPath, noReads, type Path, type Reads } from './reads.ts';

export interface PathRules {
  /** Where the value of a name comes from, if it comes from the context. A name that is shadowed counts too. */
  roots(name: string): readonly Path[];
  /** Paths below an argument that a known function reads; undefined where it may read everything. */
  argument(callee: string, index: number): readonly Path[] | undefined;
}

/**
 * Which parts of the context an expression can read, from its syntax alone. Whoever evaluates it with the context
 * cut down to these parts gets the same result: INVARIANT, and a property test compares the two.
 *
 * Two things happen to a value of the context. Either a fixed key is followed (`request.user`), which makes a longer
 * path. Or the value goes where it is no longer followed (a call, a return, a `let`, an unknown syntax): then
 * everything below it counts as read. Names are not resolved to scopes: a name that is declared twice stands for
 * all its declarations together, which can only make the answer larger.
 */
export function memberPaths(body: ParsedBody, rules: PathRules): Reads {
  return new PathFinder(body.program, body.declared, rules).reads;
}

/** More values than this for one name are not worth following. */
const MOST_PATHS = 64;

class PathFinder {
  readonly reads = noReads();
  readonly #rules: PathRules;
  readonly #declared: ReadonlySet<string>;
  /** What the name of a `const` may stand for: the initial values that are paths, with the keys that follow. */
  readonly #constants = new Map<string, { init: AnyNode; keys: Path }[]>();
  readonly #resolved = new Map<string, readonly Path[]>();
  readonly #resolving = new Set<string>();

  constructor(program: Program, declared: ReadonlySet<string>, rules: PathRules) {
    this.#rules = rules;
    this.#declared = declared;
    this.#findConstants(program);
    this.#consume(program);
  }

  #findConstants(node: AnyNode): void {
    if (node.type === 'VariableDeclaration' && node.kind === 'const')
      for (const { id, init } of node.declarations) if (init && isFollowed(id)) this.#bind(id, init, []);
    for (const child of childrenOf(node)) this.#findConstants(child);
  }

  /** `const { user: { email = 'x' } } = init`: email stands for init.user.email, or for 'x'. */
  #bind(pattern: Pattern, init: AnyNode, keys: Path): void {
    if (pattern.type === 'Identifier') {
      const known = this.#constants.get(pattern.name) ?? [];
      this.#constants.set(pattern.name, [...known, { init, keys }]);
    } else if (pattern.type === 'AssignmentPattern') {
      this.#bind(pattern.left, init, keys);
      this.#bind(pattern.left, pattern.right, []);
    } else if (pattern.type === 'ObjectPattern') {
      for (const property of pattern.properties) {
        const key = property.type === 'Property' ? keyOf(property.key, property.computed) : undefined;
        if (property.type === 'Property' && key !== undefined)
          this.#bind(property.value, init, [...keys, key]);
      }
    }
  }

  /** Reads whole whatever the value of this node may be. */
  #consume(node: AnyNode | null | undefined): void {
    if (!node) return;
    for (const path of this.#flow(node)) addPath(this.reads, path, true);
  }

  /** Reads only whether the value of this node is there, and what kind it is. */
  #touch(node: AnyNode): void {
    for (const path of this.#flow(node)) addPath(this.reads, path, false);
  }

  /** Walks a node, and returns the parts of the context that its value may be, not read yet. */
  #flow(node: AnyNode): readonly Path[] {
    switch (node.type) {
      case 'Identifier':
        return this.#resolve(node.name);
      case 'MemberExpression':
        return this.#member(node);
      case 'ChainExpression':
      case 'ParenthesizedExpression':
        return this.#flow(node.expression);
      case 'ConditionalExpression':
        this.#touch(node.test);
        return [...this.#flow(node.consequent), ...this.#flow(node.alternate)];
      case 'LogicalExpression': {
        const left = this.#flow(node.left);
        // The left side of && is the result only where it is false, and nothing that is false has anything below it.
        if (node.operator !== '&&') return [...left, ...this.#flow(node.right)];
        for (const path of left) addPath(this.reads, path, false);
        return this.#flow(node.right);
      }
      case 'CallExpression':
        this.#call(node);
        return [];
      case 'TaggedTemplateExpression':
        this.#receiver(node.tag);
        this.#consume(node.quasi);
        return [];
      case 'UnaryExpression':
        if (node.operator === '!' || node.operator === 'typeof' || node.operator === 'void')
          this.#touch(node.argument);
        else this.#consume(node.argument);
        return [];
      case 'BinaryExpression':
        this.#binary(node.operator, node.left, node.right);
        return [];
      case 'VariableDeclaration':
        for (const { id, init } of node.declarations) this.#declaration(id, init, node.kind === 'const');
        return [];
      case 'IfStatement':
        this.#touch(node.test);
        this.#consume(node.consequent);
        this.#consume(node.alternate);
        return [];
      case 'ExpressionStatement':
        this.#touch(node.expression);
        return [];
      default:
        for (const child of childrenOf(node)) this.#consume(child);
        return [];
    }
  }

  /** What a name may stand for: the context itself, or the initial values of the constants of that name. */
  #resolve(name: string): readonly Path[] {
    const known = this.#resolved.get(name);
    if (known !== undefined) return known;
    if (this.#resolving.has(name)) return this.#giveUp();
    this.#resolving.add(name);
    const paths = new Map(this.#rules.roots(name).map((path) => [JSON.stringify(path), path]));
    for (const { init, keys } of this.#constants.get(name) ?? []) {
      for (const path of this.#flow(init)) {
        const longer = [...path, ...keys];
        paths.set(JSON.stringify(longer), longer);
      }
    }
    this.#resolving.delete(name);
    const found = paths.size > MOST_PATHS ? this.#giveUp() : [...paths.values()];
    this.#resolved.set(name, found);
    return found;
  }

  /** Too tangled to follow (a constant that leads to itself by shadowing, say): everything counts as read. */
  #giveUp(): readonly Path[] {
    this.reads.whole = true;
    this.reads.keys.clear();
    return [];
  }

  #member(node: MemberExpression): readonly Path[] {
    const key = keyOf(node.property, node.computed);
    if (key === undefined) {
      this.#consume(node.object);
      this.#consume(node.property);
      return [];
    }
    return this.#flow(node.object).map((path) => [...path, key]);
  }

  /** The function of a call: whatever stands before the last dot goes into it as `this`. */
  #receiver(callee: AnyNode): void {
    if (callee.type === 'MemberExpression') {
      this.#consume(callee.object);
      if (callee.computed) this.#consume(callee.property);
    } else if (callee.type === 'ChainExpression' || callee.type === 'ParenthesizedExpression')
      this.#receiver(callee.expression);
    else this.#consume(callee);
  }

  #call(node: CallExpression): void {
    this.#receiver(node.callee);
    const name = node.callee.type === 'Identifier' ? node.callee.name : '';
    for (const [index, argument] of node.arguments.entries()) {
      const below = this.#declared.has(name) ? undefined : this.#rules.argument(name, index);
      if (below === undefined || argument.type === 'SpreadElement') {
        this.#consume(argument);
        continue;
      }
      for (const path of this.#flow(argument)) {
        addPath(this.reads, path, false);
        for (const rest of below) addPath(this.reads, [...path, ...rest], true);
      }
    }
  }

  #binary(operator: string, left: AnyNode, right: AnyNode): void {
    const key = operator === 'in' ? keyOf(left, true) : undefined;
    if (key !== undefined) {
      for (const path of this.#flow(right)) addPath(this.reads, [...path, key], false);
      return;
    }
    const strict = operator === '===' || operator === '!==';
    const nullish = (operator === '==' || operator === '!=') && (isNull(left) || isNull(right));
    for (const side of [left, right]) {
      if (strict || nullish) this.#touch(side);
      else this.#consume(side);
    }
  }

  #declaration(id: Pattern, init: AnyNode | null | undefined, constant: boolean): void {
    // The default values and computed keys of a pattern are evaluated where it stands.
    this.#patternParts(id);
    if (!init) return;
    if (!constant || !isFollowed(id)) {
      this.#consume(init);
      return;
    }
    const paths = this.#flow(init);
    for (const keys of keysIn(id)) for (const path of paths) addPath(this.reads, [...path, ...keys], false);
  }

  #patternParts(pattern: Pattern): void {
    if (pattern.type === 'AssignmentPattern') {
      this.#consume(pattern.right);
      this.#patternParts(pattern.left);
    } else if (pattern.type === 'ObjectPattern') {
      for (const property of pattern.properties) {
        if (property.type !== 'Property') continue;
        if (property.computed) this.#consume(property.key);
        this.#patternParts(property.value);
      }
    } else if (pattern.type === 'ArrayPattern') {
      for (const element of pattern.elements) if (element) this.#patternParts(element);
    }
  }
}

/** True for patterns in which every name stands for a fixed path below the value. */
function isFollowed(pattern: Pattern): boolean {
  switch (pattern.type) {
    case 'Identifier':
      return true;
    case 'AssignmentPattern':
      return isFollowed(pattern.left);
    case 'ObjectPattern':
      return pattern.properties.every(
        (property) =>
          property.type === 'Property' &&
          keyOf(property.key, property.computed) !== undefined &&
          isFollowed(property.value),
      );
    default:
      return false;
  }
}

/** What a pattern looks at to find its names: whether it is there decides about defaults and errors. */
function keysIn(pattern: Pattern, keys: Path = []): Path[] {
  if (pattern.type === 'AssignmentPattern') return keysIn(pattern.left, keys);
  if (pattern.type !== 'ObjectPattern') return [keys];
  const inner = pattern.properties.flatMap((property) => {
    const key = property.type === 'Property' ? keyOf(property.key, property.computed) : undefined;
    return property.type === 'Property' && key !== undefined ? keysIn(property.value, [...keys, key]) : [];
  });
  return [keys, ...inner];
}

/** The key that a node names for certain: a fixed name, a text or a number. */
function keyOf(node: AnyNode, computed: boolean): string | undefined {
  if (!computed && node.type === 'Identifier') return node.name;
  if (node.type === 'Literal' && (typeof node.value === 'string' || typeof node.value === 'number'))
    return String(node.value);
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

const isNull = (node: AnyNode) => node.type === 'Literal' && node.value === null && node.raw === 'null';
