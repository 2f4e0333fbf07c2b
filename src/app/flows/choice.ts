import type { FlowChoice, Visitor } from '../../core/flow/flows.ts';
import type { Designation } from '../../core/flow/stage-type.ts';
import type { Row } from '../../core/model/model.ts';
import { Problem } from '../../core/problem/problem.ts';
import type { FlowsDeps } from './deps.ts';
import { journeyOf, policyRequest } from './journey.ts';

/** The brand's field that names the flow of a designation. */
const BRAND_FIELD: Partial<Record<Designation, string>> = {
  authentication: 'flow_authentication',
  invalidation: 'flow_invalidation',
  recovery: 'flow_recovery',
  unenrollment: 'flow_unenrollment',
};

/** Finds the flow that is meant; a `Problem` (`not_found`) where there is none. */
export function createChoice({ configuration, brand, decisions, ports }: FlowsDeps) {
  /**
   * The brand's flow is taken as it is, and refuses by itself if it has to. Else the first by slug whose policies let
   * this visitor in.
   */
  async function byDesignation(designation: Designation, visitor: Visitor): Promise<Row | undefined> {
    const field = BRAND_FIELD[designation];
    const wanted = field && brand(visitor.actor.http.host)?.[field];
    const configured = typeof wanted === 'string' ? configuration.get('flows', wanted) : undefined;
    if (configured) return configured;
    const candidates = configuration
      .by('flows', 'designation', designation)
      .toSorted((a, b) => (String(a.slug) < String(b.slug) ? -1 : 1));
    const journey = journeyOf(visitor, false);
    for (const flow of candidates) {
      const pk = String(flow.pk);
      const request = await policyRequest(journey, { pk, slug: String(flow.slug) }, {}, ports);
      if ((await decisions.decide(pk, request)).passing) return flow;
    }
    return undefined;
  }

  return async (choice: FlowChoice, visitor: Visitor): Promise<Row> => {
    const flow =
      'slug' in choice
        ? configuration.by('flows', 'slug', choice.slug)[0]
        : 'pk' in choice
          ? configuration.get('flows', choice.pk)
          : await byDesignation(choice.designation, visitor);
    if (!flow) throw new Problem('not_found', { detail: 'There is no such flow.' });
    return flow;
  };
}
