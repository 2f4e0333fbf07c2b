import type { Replica } from '../model/objects.ts';
import type { Graph } from '../policy/graph.ts';
import type { UserFacts } from '../policy/request.ts';
import { staticAnswer } from '../policy/static.ts';

/** An entitlement as claims and mappings see it. */
export interface Entitlement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What a person may do in an application, by name. Never waits: no policy can be bound to an entitlement. */
export function entitlementsOf(
  { replica, graph }: { readonly replica: Pick<Replica, 'by'>; readonly graph: Pick<Graph, 'target'> },
  application: string,
  user: UserFacts,
  time: number,
): readonly Entitlement[] {
  return replica
    .by('application_entitlements', 'app', application)
    .filter(({ pk }) => {
      const target = graph.target(String(pk));
      return target !== undefined && staticAnswer(target, user, time) === true;
    })
    .map(({ name, attributes: values }) => ({
      name: String(name),
      attributes: (values ?? {}) as Readonly<Record<string, unknown>>,
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
