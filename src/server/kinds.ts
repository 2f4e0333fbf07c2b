import { z } from 'zod';
import type { Resource } from '../contract/resource.ts';
import type { Route } from '../contract/route.ts';
import type { Catalogue } from '../core/catalogue.ts';
import { EVENT_ACTIONS } from '../core/event/actions.ts';
import { COUNTRIES } from '../core/geo/countries.ts';
import type { Model } from '../core/model/model.ts';
import type { Handler } from './bind.ts';

interface Described {
  readonly model: string;
  readonly component: string;
  readonly title: string;
  readonly description: string;
  readonly icon_url?: string;
  readonly example?: string | undefined;
  readonly generated?: Readonly<Record<string, unknown>>;
}

/** What can be read of one object below a path, e.g. `setup_urls` of `/providers/oauth2/{id}/setup_urls/`. */
const viewsBelow = (path: string, routes: readonly Route[]): readonly string[] =>
  routes.flatMap((route) => {
    if (route.method !== 'GET' || !route.path.startsWith(path)) return [];
    const [, view] = /^\{\w+\}\/(\w+)\/$/.exec(route.path.slice(path.length)) ?? [];
    return view === undefined || view === 'used_by' ? [] : [view];
  });

/** What can be created: the types of every kind, each with its fields as JSON schema. */
export function kindHandlers(
  catalogue: Catalogue,
  { resources, routes }: { readonly resources: readonly Resource[]; readonly routes: readonly Route[] },
): Record<string, Handler> {
  const paths = new Map(resources.map(({ model, routes }) => [model.name, routes.create?.path]));
  const schemaOf = (model: Model): unknown =>
    z.toJSONSchema(model.fields, { io: 'input', unrepresentable: 'any' });
  const list = (types: readonly Described[]) => {
    const described = types.map((type) => ({
      name: catalogue.model(type.model).title,
      description: type.description,
      component: type.component,
      model_name: type.model.split('.')[1] ?? type.model,
      ...(type.icon_url ? { icon_url: type.icon_url } : {}),
      requires_enterprise: false,
      deprecated: false,
      meta_model_name: type.model,
      path: paths.get(type.model),
      ...(type.example ? { example: type.example } : {}),
      generated: Object.keys(type.generated ?? {}),
      views: viewsBelow(paths.get(type.model) ?? '/-', routes),
      schema: schemaOf(catalogue.model(type.model)),
    }));
    return () => described;
  };
  return {
    policies_all_types_list: list(catalogue.policies),
    stages_all_types_list: list(catalogue.stages),
    providers_all_types_list: list(catalogue.providers),
    sources_all_types_list: list(catalogue.sources),
    propertymappings_all_types_list: list(catalogue.mappings),
    policies_geoip_iso3166_list: () => COUNTRIES,
    events_events_actions_list: () =>
      Object.entries(EVENT_ACTIONS).map(([name, description]) => ({
        name,
        description,
        component: '',
        model_name: '',
      })),
  };
}
