import type { ScriptResult } from '../../core/expression/sandbox.ts';
import { isTruthy } from '../../core/expression/truth.ts';
import type { PolicyRequest } from '../../core/policy/request.ts';
import { definePolicyType } from '../../core/policy/type.ts';
import type { Fault, LogLine } from '../../core/policy/verdict.ts';
import { ExpressionConfig } from './schema.ts';

const NOTHING: LogLine = {
  log_level: 'warning',
  event: 'The expression returned nothing, which counts as false.',
  attributes: {},
};

/** Asks the sandbox, and reads what the expression returned as true or false. */
export const expression = definePolicyType({
  type: 'expression',
  model: 'authentik_policies_expression.expressionpolicy',
  component: 'ak-policy-expression-form',
  title: 'Expression',
  description: 'Passes if a few lines of TypeScript say so.',
  config: ExpressionConfig,
  messages: {},
  uses: ['sandbox'],

  async gather({ config, request, ports, timeout }) {
    const result = await ports.sandbox.run(config.expression, { request: visible(request) }, timeout);
    return result.ok ? result : faultOf(result);
  },

  evaluate({ facts: { value, messages, logs } }) {
    return {
      passing: isTruthy(value),
      messages,
      reasons: [],
      raw: value,
      logs: value === undefined || value === null ? [...logs, NOTHING] : logs,
    };
  },
});

/** The request as expressions see it: they are not told that they are being tested, and sets are no JSON. */
function visible({ user, http_request, obj, context, time }: PolicyRequest): Record<string, unknown> {
  const { group_pks: _, ...person } = user;
  return { user: person, http_request, obj, context, time };
}

function faultOf({ fault, detail, line, column }: Extract<ScriptResult, { ok: false }>): Fault {
  return { fault, detail: line === undefined ? detail : `${detail} (line ${line}, column ${column})` };
}
