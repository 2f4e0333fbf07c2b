import type { Catalogue } from '../../core/catalogue.ts';
import type { SourceOffers } from '../../core/flow/ports.ts';
import { mediaAddress } from '../../core/media/address.ts';
import type { Replica } from '../../core/model/objects.ts';
import type { Graph } from '../../core/policy/graph.ts';
import type { HttpFacts, UserFacts } from '../../core/policy/request.ts';
import type { CompiledTarget } from '../../core/policy/target.ts';
import type { Decided, Decisions } from '../decisions/decisions.ts';

export interface OffersDeps {
  readonly replica: Pick<Replica, 'get'>;
  readonly catalogue: Pick<Catalogue, 'sources'>;
  readonly graph: Pick<Graph, 'target'>;
  readonly decisions: Pick<Decisions, 'decide'>;
}

/** What is asked of a source before it is known who comes. */
export interface Asking {
  readonly user: UserFacts;
  readonly request: HttpFacts;
  readonly context: Readonly<Record<string, unknown>>;
}

/**
 * Judges a source before the person is known: on the login page and at the redirect. Bindings to users and groups are
 * undetermined there, so the source is refused only where it would refuse whoever comes.
 */
export function prospect(deps: OffersDeps, source: string, asking: Asking): Promise<Decided> | undefined {
  const target = deps.graph.target(source);
  const asked = { user: asking.user, http_request: asking.request, context: asking.context };
  if (!target || asking.user.pk !== null) return deps.decisions.decide(target ?? source, asked);
  const open = withoutPeople(target);
  return open && deps.decisions.decide(open, asked);
}

/** The target without its bindings to users and groups; undefined where those alone can let somebody in. */
function withoutPeople(target: CompiledTarget): CompiledTarget | undefined {
  const people = target.bindings.filter(
    ({ enabled, dry_run, subject }) =>
      enabled && !dry_run && (subject.kind === 'user' || subject.kind === 'group'),
  );
  if (people.length === 0) return target;
  const rest = target.bindings.filter((binding) => !people.includes(binding));
  const isAsked = rest.some(({ enabled, dry_run }) => enabled && !dry_run);
  if (target.mode === 'any' || !isAsked) return undefined;
  return { ...target, bindings: rest };
}

/** The buttons of the login page. */
export function createOffers(deps: OffersDeps): SourceOffers {
  return {
    async offered({ pks, user, request, context, query }) {
      const found = await Promise.all(
        pks.map(async (pk) => {
          const row = deps.replica.get('sources', pk);
          const type = deps.catalogue.sources.find((candidate) => candidate.type === row?.type);
          if (row?.enabled !== true || !type?.button) return [];
          const decision = await prospect(deps, pk, {
            user,
            request,
            context: { ...context, source: { pk, slug: row.slug, name: row.name } },
          });
          if (decision && !decision.passing) return [];
          const next = query.next === undefined ? '' : `?next=${encodeURIComponent(query.next)}`;
          return [
            {
              name: String(row.name),
              icon_url: mediaAddress(row.icon) || type.icon_url || null,
              promoted: row.promoted === true,
              challenge: {
                component: 'xak-flow-redirect',
                to: `/source/${type.type}/login/${encodeURIComponent(String(row.slug))}/${next}`,
              },
            },
          ];
        }),
      );
      return found.flat().sort((a, b) => a.name.localeCompare(b.name));
    },
  };
}
