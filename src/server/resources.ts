import { refuseActing } from '../app/directory/impersonation.ts';
import type { ObjectUseCases } from '../app/objects/objects.ts';
import type { Operation, Resource } from '../contract/resource.ts';
import type { Where } from '../core/model/objects.ts';
import { type Call, type Handler, requireMatch } from './bind.ts';

/** What a resource does differently: the list of applications asks policies, a filter needs the directory. */
export interface Special {
  /** Further conditions of a list, from its query. */
  readonly where?: (call: Call) => Where;
  readonly handlers?: Readonly<Partial<Record<Operation, Handler>>>;
}

/** The handlers of every resource, by operation id. */
export function resourceHandlers(
  resources: readonly Resource[],
  cases: ObjectUseCases,
  special: Readonly<Record<string, Special>>,
): Record<string, Handler> {
  const handlers: Record<string, Handler> = {};
  for (const resource of resources) {
    const { model, routes, param, lookup } = resource;
    const theirs = ({ actor }: Call): Where => (resource.own ? { user: actor.user.pk ?? -1 } : {});
    const which = (call: Call): Where => ({
      [lookup]: call.params[param] as string | number,
      ...theirs(call),
    });
    const own = special[resource.schema] ?? {};
    const usual: Record<Operation, Handler> = {
      async list(call) {
        const { page, page_size, ordering, search } = call.query as unknown as ListParameters;
        const { rows, count } = await cases.list(
          model,
          {
            where: { ...resource.where(call.query), ...own.where?.(call), ...theirs(call) },
            page,
            page_size,
            ...(search ? { search } : {}),
            ...(ordering ? { ordering: ordering.split(',') } : {}),
            raw: call.query,
          },
          call.actor,
        );
        return envelope(rows, count, page, page_size);
      },
      create: ({ body, actor }) => cases.create(model, body, actor),
      retrieve: (call) => cases.retrieve(model, which(call), call.actor, call.query),
      update: async (call) => change(call),
      partial_update: async (call) => change(call),
      destroy: async (call) => {
        if (call.request.headers['if-match'])
          requireMatch(call.request, await cases.retrieve(model, which(call), call.actor));
        if (resource.own) refuseActing(call.actor);
        await cases.destroy(model, which(call), call.actor);
      },
      used_by: (call) => cases.usedBy(model, which(call), call.actor),
    };
    const change = async (call: Call) => {
      if (call.request.headers['if-match'])
        requireMatch(call.request, await cases.retrieve(model, which(call), call.actor));
      if (resource.own) refuseActing(call.actor);
      return cases.update(model, which(call), call.body, call.actor);
    };
    for (const [operation, route] of Object.entries(routes) as [Operation, { id: string }][])
      handlers[route.id] = own.handlers?.[operation] ?? usual[operation];
  }
  return handlers;
}

export interface ListParameters {
  readonly page: number;
  readonly page_size: number;
  readonly ordering?: string;
  readonly search?: string;
}

/** The envelope of a list; pages count from 1, `next` and `previous` are 0 where there is none. */
export function envelope(results: readonly unknown[], count: number, page: number, size: number) {
  const pages = Math.max(1, Math.ceil(count / size));
  const start = (page - 1) * size;
  return {
    pagination: {
      next: page < pages ? page + 1 : 0,
      previous: page > 1 ? page - 1 : 0,
      count,
      current: page,
      total_pages: pages,
      start_index: count === 0 ? 0 : start + 1,
      end_index: Math.min(count, start + results.length),
    },
    results,
    autocomplete: {},
  };
}
