import type { AccessInput, Who, WhoInput } from '../app/decisions/who.ts';
import type { Handler } from './bind.ts';
import { envelope } from './resources.ts';

/** Who can open this, and what can she open? */
export const whoHandlers = (who: Who): Record<string, Handler> => ({
  async policies_who_list({ query, actor }) {
    const input = query as unknown as WhoInput;
    const { rows, count, as_of, ...more } = await who.ask(input, actor);
    return {
      ...envelope(rows, count, input.page, input.page_size),
      ...more,
      as_of: new Date(as_of).toISOString(),
    };
  },
  async core_users_access_list({ params, query, actor }) {
    const input = { ...query, user: Number(params.id) } as unknown as AccessInput;
    const { rows, count, counts } = await who.of(input, actor);
    return { ...envelope(rows, count, input.page, input.page_size), counts };
  },
});
