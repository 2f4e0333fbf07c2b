import type { Catalogue } from '../../core/catalogue.ts';
import type { Actor } from '../../core/directory/ports.ts';
import type { LanguageHelp, NameFact, Suggestion, TextPlace } from '../../core/expression/language-help.ts';
import type { ExpressionTarget, Language, Sandbox } from '../../core/expression/sandbox.ts';
import type { Model } from '../../core/model/model.ts';
import type { Replica } from '../../core/model/objects.ts';
import { Problem } from '../../core/problem/problem.ts';
import { type Authority, permissionName } from '../objects/authority.ts';
import type { ObjectUseCases } from '../objects/objects.ts';
import { targetsOf } from '../rules/policies.ts';
import { type Understood, understood } from './understanding.ts';

/** A text that somebody is writing. */
export interface Draft {
  readonly content: string;
  /** Null: it is found out. */
  readonly language: Language | null;
  readonly target: ExpressionTarget;
  /** True where the text sees the answer of its type's own check. */
  readonly result: boolean;
  /** The policy that is changed: its text has to fit whatever it is bound to. */
  readonly policy?: string | undefined;
}

/** Tells whoever writes an expression what is wrong with it, and what could stand there. */
export interface Assisting {
  check(draft: Draft, actor: Actor): Promise<Understood>;
  complete(draft: Draft & TextPlace, actor: Actor): Promise<readonly Suggestion[]>;
  explain(draft: Draft & TextPlace, actor: Actor): Promise<NameFact | undefined>;
}

/** Questions of one person that may be under way; whoever types asks one after the other. */
const MOST_AT_ONCE = 4;

export function createAssisting(deps: {
  readonly catalogue: Catalogue;
  readonly replica: Replica;
  readonly authority: Authority;
  readonly cases: Pick<ObjectUseCases, 'find'>;
  readonly sandbox: Pick<Sandbox, 'check'>;
  readonly help: LanguageHelp;
}): Assisting {
  const { catalogue, replica, authority, cases, sandbox, help } = deps;
  const policies = catalogue.model('authentik_policies.policy');
  const models = catalogue.models.filter(takesExpressions);
  const asking = new Map<number | null, number>();

  /** Whoever may write an expression anywhere may have one looked at: it costs the server time. */
  const mayWrite = (actor: Actor): boolean =>
    models.some((model) =>
      (['add', 'change'] as const).some((action) => {
        const permission = permissionName(model, action);
        return authority.has(actor, permission) || authority.objectsOf(actor, permission, model).length > 0;
      }),
    );

  /** The kinds of target that the text has to fit. */
  async function targetsFor({ target, policy }: Draft, actor: Actor): Promise<readonly ExpressionTarget[]> {
    if (policy === undefined) return [target];
    const { pk } = await cases.find(policies, { pk: policy }, 'change', actor);
    return targetsOf({ replica }, pk);
  }

  async function once<T>(actor: Actor, work: () => Promise<T>): Promise<T> {
    if (!mayWrite(actor)) throw new Problem('permission_denied');
    const { pk } = actor.user;
    const running = asking.get(pk) ?? 0;
    if (running >= MOST_AT_ONCE) throw new Problem('throttled');
    asking.set(pk, running + 1);
    try {
      return await work();
    } finally {
      const left = (asking.get(pk) ?? 1) - 1;
      if (left > 0) asking.set(pk, left);
      else asking.delete(pk);
    }
  }

  const optionsOf = ({ language, result }: Draft, { user }: Actor) => ({
    language: language ?? undefined,
    result,
    asker: user.pk,
  });

  return {
    check: (draft, actor) =>
      once(actor, async () => {
        const { content: expression, language, result } = draft;
        return understood(sandbox, { expression, language, result }, await targetsFor(draft, actor));
      }),
    complete: (draft, actor) =>
      once(actor, async () => {
        const [target = 'any'] = await targetsFor(draft, actor);
        return help.complete(draft.content, draft, target, optionsOf(draft, actor));
      }),
    explain: (draft, actor) =>
      once(actor, async () => {
        const [target = 'any'] = await targetsFor(draft, actor);
        return help.explain(draft.content, draft, target, optionsOf(draft, actor));
      }),
  };
}

/** Whether a field of the model is an expression, or may be one. */
const takesExpressions = ({ fields, abstract }: Model): boolean =>
  !abstract && Object.values(fields.shape).some((field) => field.meta()?.target !== undefined);
