import type { Decisions } from '../app/decisions/decisions.ts';
import type { Catalogue } from '../core/catalogue.ts';
import type { Sandbox } from '../core/expression/sandbox.ts';
import type { Replica } from '../core/model/objects.ts';
import type { Random } from '../core/ports.ts';
import { invalid } from '../core/problem/problem.ts';
import { drawFields } from '../stages/prompt/draw.ts';
import type { Handler } from './bind.ts';

/** What people may set up for themselves, and how a prompt looks before it is saved. */
export function stageHandlers(deps: {
  readonly catalogue: Catalogue;
  readonly replica: Replica;
  readonly decisions: Pick<Decisions, 'decide'>;
  readonly sandbox: Sandbox;
  readonly random: Pick<Random, 'uuid'>;
}): Record<string, Handler> {
  const { catalogue, replica, decisions, sandbox } = deps;
  return {
    async stages_all_user_settings_list({ actor: { user, http } }) {
      const settings = [];
      for (const stage of replica.all('stages')) {
        const type = catalogue.stages.find((one) => one.type === stage.type);
        const flow = stage.configure_flow;
        if (!type?.configurable || typeof flow !== 'string') continue;
        const decision = await decisions.decide(flow, { user, http_request: http }, { record: false });
        if (!decision.passing) continue;
        settings.push({
          object_uid: String(stage.pk),
          component: `ak-user-settings-${type.type.replaceAll('_', '-')}`,
          title: String(stage.friendly_name || type.title),
          configure_url: `/flows/-/configure/${stage.pk}/`,
        });
      }
      return settings.sort((a, b) => (a.title < b.title ? -1 : 1));
    },

    async stages_prompt_prompts_preview_create({ body, actor: { user, http } }) {
      const { drawn, faults } = await drawFields({
        prompts: [{ ...body, pk: deps.random.uuid() }],
        context: {},
        user,
        request: http,
        sandbox,
      });
      if (faults.length > 0)
        throw invalid(
          Object.fromEntries(
            faults.map(({ part, detail, line, column }) => [
              part,
              [line === undefined ? detail : `Line ${line}, column ${column ?? 1}: ${detail}`],
            ]),
          ),
        );
      return { component: 'ak-stage-prompt', fields: drawn.map(({ field }) => field) };
    },
  };
}
