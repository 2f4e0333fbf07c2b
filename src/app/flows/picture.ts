import type { Catalogue } from '../../core/catalogue.ts';
import type { Row } from '../../core/model/model.ts';
import type { Replica } from '../../core/model/objects.ts';
import { boundTo, byOrder, isClosed, type Subject, subjectOf } from './bound.ts';

/** Who is asked for before a stage, or before the flow. */
export interface Gate {
  readonly mode: 'all' | 'any';
  readonly conditions: readonly (Subject & { readonly binding: string; readonly negate: boolean })[];
  /** Its last binding was taken away: nobody passes. */
  readonly closed: boolean;
}

/** One place of a flow. */
export interface PictureNode {
  readonly id: string;
  readonly kind: 'start' | 'gate' | 'stage' | 'denied' | 'end';
  readonly name: string;
  /** The stage binding of a stage, and of the gate before it. */
  readonly stage_binding: string | null;
  readonly stage: string | null;
  readonly component: string;
  readonly verbose_name: string;
  readonly order: number | null;
  /** When the gate is judged: once the flow is planned, once its stage is reached, or both. */
  readonly judged: 'planned' | 'reached' | 'both' | null;
  readonly gate: Gate | null;
}

export interface PictureEdge {
  readonly from: string;
  readonly to: string;
  /** What has to be the answer of a gate; null behind everything else. */
  readonly answer: boolean | null;
}

/** A flow as data to draw: from the start over gates and stages to the end. */
export interface Picture {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
}

export interface PictureDeps {
  readonly catalogue: Catalogue;
  readonly replica: Replica;
  /** Whether the reader may know what is bound; names of other things are left out. */
  sees(subject: Subject): boolean;
}

const NOTHING = {
  name: '',
  stage_binding: null,
  stage: null,
  component: '',
  verbose_name: '',
  order: null,
  judged: null,
  gate: null,
} as const;

const judgedWhen = ({ evaluate_on_plan, re_evaluate_policies }: Row): PictureNode['judged'] =>
  evaluate_on_plan === true ? (re_evaluate_policies === true ? 'both' : 'planned') : 'reached';

/** Draws a flow with its stages in order; a gate stands wherever not everybody passes. */
export function pictureOf(flow: Row, { catalogue, replica, sees }: PictureDeps): Picture {
  const gateOf = (target: Row): Gate | null => {
    const closed = isClosed(target, replica);
    const conditions = boundTo(target, replica).map((row) => {
      const subject = subjectOf(row, replica);
      return {
        ...subject,
        name: sees(subject) ? subject.name : '',
        binding: String(row.pk),
        negate: row.negate === true,
      };
    });
    return conditions.length === 0 && !closed
      ? null
      : { mode: target.policy_engine_mode === 'all' ? 'all' : 'any', conditions, closed };
  };

  const nodes: PictureNode[] = [{ ...NOTHING, id: 'start', kind: 'start', name: String(flow.title) }];
  const edges: PictureEdge[] = [];
  /** What leads to the next place. */
  let open: Omit<PictureEdge, 'to'>[] = [{ from: 'start', answer: null }];
  const add = (node: PictureNode) => {
    nodes.push(node);
    edges.push(...open.map((edge) => ({ ...edge, to: node.id })));
    open = [{ from: node.id, answer: null }];
  };

  const first = gateOf(flow);
  if (first) {
    add({ ...NOTHING, id: 'flow', kind: 'gate', judged: 'planned', gate: first });
    open = [{ from: 'flow', answer: true }];
    edges.push({ from: 'flow', to: 'denied', answer: false });
    nodes.push({ ...NOTHING, id: 'denied', kind: 'denied' });
  }
  for (const binding of replica.by('stage_bindings', 'target', flow.pk).toSorted(byOrder)) {
    const pk = String(binding.pk);
    const stage = replica.get('stages', String(binding.stage));
    const model = stage && catalogue.modelOf('stages', stage.type);
    const about = {
      ...NOTHING,
      name: String(stage?.name ?? ''),
      stage_binding: pk,
      stage: String(binding.stage),
      component: model?.component ?? '',
      verbose_name: model?.title ?? '',
      order: Number(binding.order),
    };
    const gate = gateOf(binding);
    if (gate) add({ ...about, id: `gate-${pk}`, kind: 'gate', judged: judgedWhen(binding), gate });
    if (gate) open = [{ from: `gate-${pk}`, answer: true }];
    add({ ...about, id: `stage-${pk}`, kind: 'stage' });
    // Whom a closed binding does not let in is not led around the stage: the flow stops there.
    if (gate && !gate.closed) open.push({ from: `gate-${pk}`, answer: false });
  }
  add({ ...NOTHING, id: 'end', kind: 'end' });
  return { nodes, edges };
}
