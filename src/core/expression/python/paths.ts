import type { PathRules } from '../member-paths.ts';
import { addPath, noReads, type Path, type Reads } from '../reads.ts';
import { expressionsIn, partsOf } from './scopes.ts';
import type { Expression, ExpressionOf, Statement } from './syntax.ts';

/** Attributes that stand for another field of the data. */
const FIELDS: Readonly<Record<string, string>> = {
  ak_groups: 'groups',
  group_uuid: 'pk',
  id: 'pk',
  is_anonymous: 'is_authenticated',
};

/** Methods of dicts: whoever takes one without calling it may do anything with the dict. */
const OF_DICTS: ReadonlySet<string> = new Set(
  'clear copy get items keys pop popitem setdefault update values META headers get_host all_groups group_attributes'.split(
    ' ',
  ),
);

/** Objects, which are true whatever they hold: for them it is enough to know that they are there. */
const OBJECTS: ReadonlySet<string> = new Set(
  [
    'request',
    'request.user',
    'request.http_request',
    'request.obj',
    'request.context.pending_user',
    'request.context.application',
    'request.context.source',
    'request.context.flow_plan',
    'request.context.event',
  ].map((path) => path.replaceAll('.', '\0')),
);

/** More values than this for one name are not worth following. */
const MOST_PATHS = 64;

/**
 * Which parts of the context a text in Python can read, from its syntax alone: the same invariant as `memberPaths`.
 * A name stands for all values that are assigned to it, wherever that is; what is assigned in another way than by
 * `name = value` counts as read whole.
 */
export function pythonPaths(body: readonly Statement[], rules: PathRules): Reads {
  return new PathFinder(body, rules).reads;
}

class PathFinder {
  readonly reads = noReads();
  readonly #rules: PathRules;
  readonly #assigned = new Map<string, Expression[]>();
  readonly #resolved = new Map<string, readonly Path[]>();
  readonly #resolving = new Set<string>();

  constructor(body: readonly Statement[], rules: PathRules) {
    this.#rules = rules;
    this.#find(body);
    this.#block(body);
  }

  #find(body: readonly Statement[]): void {
    const note = (name: string, value: Expression) =>
      this.#assigned.set(name, [...(this.#assigned.get(name) ?? []), value]);
    const visit = (node: Expression): void => {
      if (node.kind === 'walrus') note(node.name, node.value);
      for (const child of expressionsIn(node)) visit(child);
    };
    for (const statement of body) {
      if (statement.kind === 'assign')
        for (const target of statement.targets)
          if (target.kind === 'name') note(target.name, statement.value);
      const { expressions, blocks } = partsOf(statement);
      for (const node of expressions) visit(node);
      for (const block of blocks) this.#find(block);
    }
  }

  #block(body: readonly Statement[]): void {
    for (const statement of body) this.#statement(statement);
  }

  #statement(node: Statement): void {
    const { expressions, blocks } = partsOf(node);
    if (node.kind === 'assign') {
      this.#touch(node.value);
      for (const target of node.targets) {
        if (target.kind === 'name') continue;
        this.#consume(node.value);
        this.#consume(target);
      }
    } else if (node.kind === 'if' || node.kind === 'while') this.#truth(node.test);
    else if (node.kind === 'expression') this.#touch(node.value);
    else for (const expression of expressions) this.#consume(expression);
    for (const block of blocks) this.#block(block);
  }

  /** Reads whole whatever the value may be. */
  #consume(node: Expression): void {
    for (const path of this.#flow(node)) addPath(this.reads, path, true);
  }

  /** Reads only whether the value is there, and what kind it is. */
  #touch(node: Expression): void {
    for (const path of this.#flow(node)) addPath(this.reads, path, false);
  }

  /** Whether a value is true depends on what it holds, but for objects. */
  #truth(node: Expression): void {
    if (node.kind === 'not') this.#truth(node.value);
    else if (node.kind === 'and' || node.kind === 'or') for (const item of node.items) this.#truth(item);
    else for (const path of this.#flow(node)) addPath(this.reads, path, !OBJECTS.has(path.join('\0')));
  }

  /** Walks an expression, and returns the parts of the context that its value may be, not read yet. */
  #flow(node: Expression): readonly Path[] {
    switch (node.kind) {
      case 'name':
        return this.#resolve(node.name);
      case 'attribute':
        return this.#attribute(node);
      case 'item': {
        const { key } = node;
        if (key.kind === 'string' || key.kind === 'int') return this.#below(node.of, String(key.value));
        this.#consume(node.of);
        this.#consume(key);
        return [];
      }
      case 'call':
        return this.#call(node);
      case 'walrus':
        this.#touch(node.value);
        return this.#flow(node.value);
      case 'conditional':
        this.#truth(node.test);
        return [...this.#flow(node.then), ...this.#flow(node.otherwise)];
      case 'and':
      case 'or': {
        const last = node.items.length - 1;
        return node.items.flatMap((item, index) => {
          if (index === last) return this.#flow(item);
          this.#truth(item);
          // It is the result of `and` only where it is false, and nothing that is false has anything below it.
          return node.kind === 'and' ? [] : this.#flow(item);
        });
      }
      case 'not':
        this.#truth(node.value);
        return [];
      case 'compare':
        this.#compare(node);
        return [];
      default:
        for (const child of expressionsIn(node)) this.#consume(child);
        return [];
    }
  }

  #below(of: Expression, key: string): readonly Path[] {
    return this.#flow(of).map((path) => [...path, key]);
  }

  #attribute({ of, name }: ExpressionOf<'attribute'>): readonly Path[] {
    if (!OF_DICTS.has(name))
      return this.#below(of, Object.hasOwn(FIELDS, name) ? (FIELDS[name] ?? name) : name);
    this.#consume(of);
    return [];
  }

  #call(node: ExpressionOf<'call'>): readonly Path[] {
    const { callee, args, keywords } = node;
    for (const { value } of keywords) this.#consume(value);
    const [first, second, ...more] = args;
    if (callee.kind === 'attribute') {
      if (callee.name === 'get' && first?.kind === 'string' && more.length === 0 && keywords.length === 0) {
        const otherwise = second === undefined ? [] : this.#flow(second);
        return [...this.#below(callee.of, first.value), ...otherwise];
      }
      for (const argument of args) this.#consume(argument);
      if (callee.name !== 'group_attributes' && callee.name !== 'all_groups') this.#consume(callee.of);
      else
        for (const path of this.#flow(callee.of))
          for (const key of ['groups', 'attributes']) addPath(this.reads, [...path, key], true);
      return [];
    }
    this.#consume(callee);
    for (const [index, argument] of args.entries()) {
      const isWord = callee.kind === 'name' && !this.#assigned.has(callee.name);
      const below = isWord ? this.#rules.argument(callee.name, index) : undefined;
      if (below === undefined) this.#consume(argument);
      else
        for (const path of this.#flow(argument)) {
          addPath(this.reads, path, false);
          for (const rest of below) addPath(this.reads, [...path, ...rest], true);
        }
    }
    return [];
  }

  #compare({ first, rest }: ExpressionOf<'compare'>): void {
    let left = first;
    for (const [operator, right] of rest) {
      if (operator === 'is' || operator === 'is not') {
        this.#touch(left);
        this.#touch(right);
      } else if ((operator === 'in' || operator === 'not in') && left.kind === 'string') {
        for (const path of this.#below(right, left.value)) addPath(this.reads, path, false);
      } else {
        this.#consume(left);
        this.#consume(right);
      }
      left = right;
    }
  }

  /** What a name may stand for: the context itself, or what is assigned to it. */
  #resolve(name: string): readonly Path[] {
    const known = this.#resolved.get(name);
    if (known !== undefined) return known;
    if (this.#resolving.has(name)) return this.#giveUp();
    this.#resolving.add(name);
    const paths = new Map(this.#rules.roots(name).map((path) => [JSON.stringify(path), path]));
    for (const value of this.#assigned.get(name) ?? [])
      for (const path of this.#flow(value)) {
        paths.set(JSON.stringify(path), path);
        if (paths.size > MOST_PATHS) return this.#giveUp();
      }
    this.#resolving.delete(name);
    const found = [...paths.values()];
    this.#resolved.set(name, found);
    return found;
  }

  #giveUp(): readonly Path[] {
    this.reads.whole = true;
    this.reads.keys.clear();
    return [];
  }
}
