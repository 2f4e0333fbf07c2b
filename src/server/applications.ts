import type { Library } from '../app/applications/library.ts';
import { createWithProvider, type NewApplication } from '../app/applications/transaction.ts';
import type { ObjectUseCases } from '../app/objects/objects.ts';
import type { Resource } from '../contract/resource.ts';
import type { Catalogue } from '../core/catalogue.ts';
import type { Call, Handler } from './bind.ts';
import { envelope, type ListParameters, type Special } from './resources.ts';

/** The library is a list that policies decide, not permissions. */
export const applicationSpecial = (library: Library, resource: Resource): Special => ({
  handlers: {
    async list(call: Call) {
      const { page, page_size, ordering, search, ...query } = call.query as unknown as ListParameters & {
        for_user?: number;
        only_with_launch_url?: boolean;
        superuser_full_list?: boolean;
      };
      const { rows, count } = await library.list(
        {
          where: resource.where(call.query),
          page,
          page_size,
          ...(search ? { search } : {}),
          ...(ordering ? { ordering: ordering.split(',') } : {}),
          ...(query.for_user === undefined ? {} : { for_user: query.for_user }),
          ...(query.only_with_launch_url === undefined
            ? {}
            : { only_with_launch_url: query.only_with_launch_url }),
          ...(query.superuser_full_list === undefined
            ? {}
            : { superuser_full_list: query.superuser_full_list }),
        },
        call.actor,
      );
      return envelope(rows, count, page, page_size);
    },
  },
});

export function applicationHandlers(deps: {
  readonly library: Library;
  readonly catalogue: Catalogue;
  readonly cases: ObjectUseCases;
}): Record<string, Handler> {
  return {
    async core_applications_check_access_retrieve({ params, query, actor }) {
      const { decision, explain, explanation } = await deps.library.checkAccess(
        String(params.slug),
        query.for_user as number | undefined,
        actor,
      );
      return {
        passing: decision.passing,
        messages: explain ? decision.messages : [],
        log_messages: explain
          ? decision.trace.flatMap((entry) =>
              entry.logs.map((line) => ({
                ...line,
                timestamp: new Date().toISOString(),
                logger: entry.subject.label,
              })),
            )
          : [],
        ...(explain ? { reasons: decision.reasons, explanation } : {}),
      };
    },
    async core_transactional_applications_update({ body, actor }) {
      await createWithProvider(deps, body as unknown as NewApplication, actor);
      return { applied: true, logs: [] };
    },
  };
}
