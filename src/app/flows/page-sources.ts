import type { Catalogue } from '../../core/catalogue.ts';
import { DIRECTIVES, type PageSources } from '../../core/flow/page-sources.ts';
import { metaOf, type Row } from '../../core/model/model.ts';
import type { Replica } from '../../core/model/objects.ts';
import { ownFields } from '../../core/model/own-fields.ts';

/**
 * What the page of a flow loads from other sites: that of its own stages, and of the stages that those show on their
 * page. Nothing of any other flow.
 */
export function pageSourcesOf(
  flow: Row,
  { catalogue, replica }: { readonly catalogue: Catalogue; readonly replica: Replica },
): PageSources {
  const found = DIRECTIVES.map((directive) => [directive, new Set<string>()] as const);
  for (const stage of shownBy(flow, catalogue, replica)) {
    const type = catalogue.stages.find((one) => one.type === stage.type);
    const config = type && ownFields(type.config, stage).data;
    const { loads = {} } = (config && type.traits(config)) ?? {};
    for (const [directive, addresses] of found)
      for (const address of loads[directive] ?? []) addresses.add(address);
  }
  return Object.fromEntries(
    found.filter(([, { size }]) => size > 0).map(([directive, addresses]) => [directive, [...addresses]]),
  );
}

/** The stages of the flow, and those that their fields name. */
function* shownBy(flow: Row, catalogue: Catalogue, replica: Replica): Generator<Row> {
  for (const binding of replica.by('stage_bindings', 'target', flow.pk)) {
    const stage = replica.get('stages', String(binding.stage));
    if (!stage) continue;
    yield stage;
    const model = catalogue.modelOf('stages', stage.type);
    for (const [field, schema] of Object.entries(model.fields.shape)) {
      const named = stage[field];
      const ref = metaOf(schema).ref;
      if (typeof named !== 'string' || ref === undefined || catalogue.find(ref)?.table !== 'stages') continue;
      const embedded = replica.get('stages', named);
      if (embedded) yield embedded;
    }
  }
}
