import type { Mention } from '../../core/policy/type.ts';
import { isFault } from '../../core/policy/verdict.ts';
import { compileCompare } from './compile-compare.ts';
import { compileSet } from './compile-set.ts';
import { ActionShape, below, DocumentShape, LIMITS, type Mistake, NodeShape, shaped } from './document.ts';
import { counted, type Notes, type PolicyReference, type Use } from './notes.ts';
import { Halt, type Result, type Run } from './run.ts';
import type { ConditionalConfig } from './schema.ts';
import { traced } from './trace.ts';

/** A document, ready to be judged. */
export interface Program {
  readonly judge: (run: Run) => Stop | Halt;
  /** Whether the world may have to be asked. */
  readonly asks: boolean;
  readonly uses: readonly Use[];
  readonly policies: readonly PolicyReference[];
  readonly mentions: readonly Mention[];
}

/** Where the policy ended, and how. */
export interface Stop {
  readonly passing: boolean;
  readonly message: string | undefined;
  /** The action that ended it; the end itself where all were taken. */
  readonly at: string;
}

type NodeRun = (run: Run) => Result;
type ActionRun = (run: Run) => Stop | Halt | undefined;

/** Stands where a mistake is: such a document is never judged. */
const nothing = () => undefined;
const never: NodeRun = () => false;

/** Compiles the document of a policy to closures, or tells every mistake in it. */
export function compile(config: ConditionalConfig): Program | readonly Mistake[] {
  const notes: Notes = {
    mistakes: [],
    uses: [],
    policies: [],
    mentions: [],
    missing: config.missing_behavior,
    failure_message: config.failure_message,
    nodes: 0,
    asks: false,
    live: true,
  };
  const document = shaped(DocumentShape, config.actions, '');
  if ('mistakes' in document) return document.mistakes;
  const actions = actionsOf(document.found.actions, 'actions', 1, notes);
  const { mistakes, asks, uses, policies, mentions } = notes;
  if (mistakes.length > 0) return mistakes;
  const end: Stop = { passing: true, message: undefined, at: 'end' };
  return { judge: (run) => actions(run) ?? end, asks, uses, policies, mentions };
}

function actionsOf(values: readonly unknown[], path: string, depth: number, notes: Notes): ActionRun {
  const actions: ActionRun[] = [];
  for (const [index, value] of values.entries()) {
    if (!counted(notes, below(path, index), depth)) break;
    actions.push(actionOf(value, below(path, index), depth, notes));
  }
  return (run) => {
    for (const action of actions) {
      const ended = action(run);
      if (ended) return ended;
    }
    return undefined;
  };
}

/** An action that is switched off is checked like the others, and then left out. */
function actionOf(value: unknown, path: string, depth: number, notes: Notes): ActionRun {
  const action = shaped(ActionShape, value, path);
  if ('mistakes' in action) {
    notes.mistakes.push(...action.mistakes);
    return nothing;
  }
  const { found } = action;
  const before = notes.live;
  notes.live = before && found.enabled;
  const run = enabledAction(found, path, depth, notes);
  notes.live = before;
  return found.enabled ? run : nothing;
}

function enabledAction(action: ActionShape, path: string, depth: number, notes: Notes): ActionRun {
  switch (action.type) {
    case 'condition': {
      const node = nodeOf(action.condition, below(path, 'condition'), 1, notes);
      const failed: Stop = { passing: false, message: notes.failure_message, at: path };
      return (run) => {
        const result = node(run);
        if (result instanceof Halt) return result;
        return result ? undefined : failed;
      };
    }
    case 'if': {
      const node = nodeOf(action.condition, below(path, 'condition'), 1, notes);
      const then = actionsOf(action.then_actions, below(path, 'then_actions'), depth + 1, notes);
      const otherwise = actionsOf(action.else_actions, below(path, 'else_actions'), depth + 1, notes);
      return (run) => {
        const mark = run.messages.length;
        const result = node(run);
        if (result instanceof Halt) return result;
        const ended = result ? then(run) : otherwise(run);
        // Why a condition failed matters to what follows from it, and to nothing after.
        if (!ended) run.messages.length = mark;
        return ended;
      };
    }
    case 'set':
      return compileSet(action, path, notes) ?? nothing;
    case 'stop': {
      const passing = action.result === 'pass';
      const message = action.message || (passing ? undefined : notes.failure_message);
      const stop: Stop = { passing, message, at: path };
      return () => stop;
    }
  }
}

function nodeOf(value: unknown, path: string, depth: number, notes: Notes): NodeRun {
  if (!counted(notes, path, depth)) return never;
  const node = shaped(NodeShape, value, path);
  if ('mistakes' in node) {
    notes.mistakes.push(...node.mistakes);
    return never;
  }
  const { found } = node;
  switch (found.type) {
    case 'compare':
      return compileCompare(found, path, notes) ?? never;
    case 'policy':
      return policyNode(found.policy.toLowerCase(), path, notes);
    case 'group': {
      // One more than are allowed is enough to be told so.
      const children = found.children
        .slice(0, LIMITS.nodes + 1)
        .map((child, index) => nodeOf(child, below(path, 'children', index), depth + 1, notes));
      return groupNode(found.op, children, path);
    }
  }
}

/** From left to right, and no further than needed. Of a group that passes, no child is the cause of a refusal. */
function groupNode(op: 'all' | 'any' | 'none', children: readonly NodeRun[], path: string): NodeRun {
  const decisive = op !== 'all';
  return (run) => {
    const mark = run.messages.length;
    let found = !decisive;
    for (const child of children) {
      const result = child(run);
      if (result instanceof Halt) return result;
      if (result !== decisive) continue;
      found = decisive;
      break;
    }
    const passing = op === 'none' ? !found : found;
    if (passing || op === 'none') run.messages.length = mark;
    traced(run, path, { group: op }, passing);
    return passing;
  };
}

/** Another policy, asked about the same request as it is by now. */
function policyNode(policy: string, path: string, notes: Notes): NodeRun {
  notes.policies.push({ path: below(path, 'policy'), pk: policy, live: notes.live });
  notes.mentions.push({ model: 'authentik_policies.policy', pk: policy });
  if (notes.live) notes.asks = true;
  const key = `policy ${path}`;
  return (run) => {
    const answer = run.answers.get(key);
    if (answer === undefined || typeof answer === 'boolean')
      return new Halt({ is: 'question', key, question: { ask: 'policy', policy, context: run.changes } });
    if (isFault(answer))
      return new Halt({ is: 'fault', fault: { ...answer, detail: `${answer.detail} (${path})` } });
    if (!answer.passing) run.messages.push(...answer.messages);
    traced(run, path, { policy }, answer.passing);
    return answer.passing;
  };
}
