import type { Catalogue } from '../../core/catalogue.ts';
import type { Actor } from '../../core/directory/ports.ts';
import type { Row } from '../../core/model/model.ts';
import type { Objects, Where } from '../../core/model/objects.ts';
import type { UserFacts } from '../../core/policy/request.ts';
import { invalid } from '../../core/problem/problem.ts';
import type { Decided, Decisions } from '../decisions/decisions.ts';
import { inWords } from '../decisions/words.ts';
import type { Authority } from '../objects/authority.ts';
import type { ObjectUseCases } from '../objects/objects.ts';

export interface LibraryQuery {
  readonly where: Where;
  readonly search?: string;
  readonly ordering?: readonly string[];
  readonly page: number;
  readonly page_size: number;
  readonly for_user?: number;
  readonly only_with_launch_url?: boolean;
  readonly superuser_full_list?: boolean;
}

export interface LibraryDeps {
  readonly catalogue: Catalogue;
  readonly objects: Objects;
  readonly cases: ObjectUseCases;
  readonly decisions: Decisions;
  readonly authority: Authority;
  user(pk: number): UserFacts | undefined;
}

/** Which applications a person may open. */
export interface Library {
  /** Only what the person may open, with pages and counts of exactly that. Permissions on objects play no part. */
  list(
    query: LibraryQuery,
    actor: Actor,
  ): Promise<{ rows: Readonly<Record<string, unknown>>[]; count: number }>;
  /** Whether one may be opened; the reasons are for superusers only. */
  checkAccess(
    slug: string,
    for_user: number | undefined,
    actor: Actor,
  ): Promise<{ decision: Decided; explain: boolean; explanation: readonly string[] }>;
}

/** More applications than this are not listed at once. */
const MOST = 10_000;

export function createLibrary({
  catalogue,
  objects,
  cases,
  decisions,
  authority,
  user,
}: LibraryDeps): Library {
  const model = catalogue.model('authentik_core.application');

  /** The person that the question is about. */
  const subject = (for_user: number | undefined, actor: Actor, permitted: boolean): UserFacts => {
    if (for_user === undefined || !permitted) return actor.user;
    const found = user(for_user);
    if (!found) throw invalid({ for_user: ['User not found'] });
    return found;
  };

  /** Whether somebody who is no superuser may see applications because they administer them, if only one. */
  const administers = (actor: Actor): boolean =>
    !actor.user.is_superuser &&
    (authority.has(actor, 'authentik_core.view_application') ||
      authority.objectsOf(actor, 'authentik_core.view_application', model).length > 0);

  /** The applications that the person may open. */
  async function opened(rows: readonly Row[], who: UserFacts, actor: Actor): Promise<readonly Row[]> {
    const answers = await decisions.decideMany({
      targets: rows.map(({ pk }) => String(pk)),
      users: [who],
      http_request: actor.http,
    });
    return rows.filter((_, index) => answers[index]?.[0]);
  }

  return {
    async list(query, actor) {
      if (query.for_user !== undefined && !authority.has(actor, 'authentik_core.view_user_applications'))
        throw invalid({ for_user: ['User not found'] });
      const who = subject(query.for_user, actor, true);
      if (query.superuser_full_list === true && query.for_user === undefined && administers(actor))
        return cases.list(model, query, actor);
      const found = await objects.list(model, { ...query, page: 1, page_size: MOST });
      const everything = query.superuser_full_list === true && actor.user.is_superuser;
      const passing = everything ? found.rows : await opened(found.rows, who, actor);
      const shown = passing
        .map((row) => cases.show(row, model, { ...actor, user: who }))
        .filter((application) => query.only_with_launch_url !== true || application.launch_url !== null);
      const start = (query.page - 1) * query.page_size;
      return { rows: shown.slice(start, start + query.page_size), count: shown.length };
    },

    async checkAccess(slug, for_user, actor) {
      const row = await objects.find(model, { slug });
      if (!row) throw invalid({ slug: ['Application not found'] });
      const who = subject(for_user, actor, actor.user.is_superuser);
      const decision = await decisions.decide(String(row.pk), {
        user: who,
        http_request: actor.http,
        debug: true,
      });
      const explanation = inWords({ kind: 'application', name: String(row.name) }, decision);
      return { decision, explain: actor.user.is_superuser, explanation };
    },
  };
}
