import type { Reopening } from '../app/decisions/reopening.ts';
import type { Handler } from './bind.ts';
import { envelope, type ListParameters } from './resources.ts';

/** Closed targets: which there are, and the way to open one again. */
export const closedTargetHandlers = (reopening: Reopening): Record<string, Handler> => ({
  async policies_closed_targets_list({ query, actor }) {
    const { page, page_size, search } = query as unknown as ListParameters;
    const words = search?.toLowerCase();
    const found = (await reopening.list(actor)).filter(
      ({ name }) => words === undefined || name.toLowerCase().includes(words),
    );
    return envelope(found.slice((page - 1) * page_size, page * page_size), found.length, page, page_size);
  },
  policies_closed_targets_reopen_create: ({ params, actor }) =>
    reopening.reopen(String(params.target), actor),
});
