import { createGeoIP } from '../src/adapters/geoip/geoip.ts';
import { createSandbox } from '../src/adapters/sandbox/sandbox.ts';
import { createSums } from '../src/app/reputation/sums.ts';
import { catalogue } from '../src/core/catalogue.ts';
import type { Language } from '../src/core/expression/sandbox.ts';
import { silent } from '../src/core/log.ts';
import { createGraph } from '../src/core/policy/graph.ts';
import { anHttpRequest } from '../src/core/testing/policy.ts';
import { memoryReplica } from '../src/core/testing/replica.ts';
import { applicationRow, bindingRow, groupRow, policyRow, userRow } from '../src/core/testing/rows.ts';
import { policyTypes } from '../src/policies/index.ts';
import { benchDecisions, times } from './decider.ts';
import type { Figure } from './figure.ts';

const PEOPLE = 256;

/** Three paths of the request, as people write rules. */
const RULES: Readonly<Record<Language, string>> = {
  typescript:
    'return request.user.is_active && request.user.email.endsWith("@corp.test") && clientIp.in("8.0.0.0/8")',
  python:
    'return request.user.is_active and request.user.email.endswith("@corp.test") and ak_client_ip in ip_network("8.0.0.0/8")',
};

function world(sandbox: ReturnType<typeof createSandbox>) {
  const replica = memoryReplica({
    groups: [groupRow('staff')],
    users: Array.from({ length: PEOPLE }, (_, index) =>
      userRow(index, ['staff'], { email: `u${index}@${index % 2 ? 'corp' : 'other'}.test` }),
    ),
    applications: ['standard', 'typescript', 'python', 'five'].map((pk) =>
      applicationRow(pk, { policy_engine_mode: 'all' }),
    ),
    policies: [
      policyRow('geoip', { type: 'geoip', countries: ['US'] }),
      policyRow('reputation', { type: 'reputation' }),
      ...(['typescript', 'python'] as const).map((language) =>
        policyRow(language, { type: 'expression', expression: RULES[language], language }),
      ),
      ...[0, 1, 2, 3, 4].map((index) =>
        policyRow(`five-${index}`, {
          type: 'expression',
          language: 'typescript',
          expression: `${RULES.typescript} && request.user.username !== "nobody-${index}"`,
        }),
      ),
    ],
    policy_bindings: [
      bindingRow('s0', 'standard', { group: 'staff' }),
      bindingRow('s1', 'standard', { policy: 'geoip', order: 1 }),
      bindingRow('s2', 'standard', { policy: 'reputation', order: 2, negate: true }),
      bindingRow('t0', 'typescript', { policy: 'typescript' }),
      bindingRow('p0', 'python', { policy: 'python' }),
      ...[0, 1, 2, 3, 4].map((order) => bindingRow(`f${order}`, 'five', { policy: `five-${order}`, order })),
    ],
  });
  const graph = createGraph(
    replica,
    catalogue({ policies: policyTypes, stages: [], sources: [], providers: [] }),
  );
  const sums = createSums(async () => ({ ip: 0, identifier: 0, both: 0 }));
  const decisions = benchDecisions(graph, {
    sandbox,
    geoip: createGeoIP({ city: null, asn: null, log: silent }),
    reputation: { scores: (suspect) => sums.of(suspect) },
    logins: { recent: async () => [] },
  });
  const users = Array.from({ length: PEOPLE }, (_, pk) => graph.user(pk));
  const requests = Array.from({ length: 64 }, (_, index) => anHttpRequest({ client_ip: `8.8.${index}.8` }));
  const ask = async (target: string, index: number): Promise<boolean> => {
    const [user, http_request] = [users[index % PEOPLE], requests[index % 64]];
    if (!user || !http_request) throw new Error('there is nobody to ask about');
    const decision = await decisions.decide(target, { user, http_request });
    if (decision.faulted) throw new Error(decision.trace.map(({ fault }) => fault?.detail).join());
    return decision.passing;
  };
  return ask;
}

/** Standard policies and expressions as decisions ask them, with what they need in memory. */
export async function standard(): Promise<Figure[]> {
  const both = createSandbox({ remember: false });
  const threads = createSandbox({ remember: false, inProcess: false });
  await threads.warm();
  try {
    const [ask, askThreads] = [world(both), world(threads)];
    for (let index = 0; index < PEOPLE; index++) {
      if (!(await ask('standard', index))) throw new Error('the standard policies refuse');
      for (const one of [ask, askThreads])
        for (const target of ['typescript', 'python', 'five'])
          if ((await one(target, index)) !== (index % 2 === 1)) throw new Error(`${target} judges wrongly`);
    }
    const figure = (
      name: string,
      found: { p50: number; p99: number },
      p50: number,
      p99?: number,
    ): Figure => ({
      name,
      unit: 'us',
      ...found,
      target: p99 === undefined ? `p50 <= ${p50}` : `p50 <= ${p50}, p99 <= ${p99}`,
      met: found.p50 <= p50 && (p99 === undefined || found.p99 <= p99),
    });
    const measured = (one: typeof ask, target: string) => times((index) => one(target, index), 8);
    return [
      figure('group, GeoIP country and reputation, facts in memory', await measured(ask, 'standard'), 5, 25),
      figure(
        'an expression over three paths, TypeScript, in process',
        await measured(ask, 'typescript'),
        5,
        40,
      ),
      figure('the same in Python, in process', await measured(ask, 'python'), 5, 40),
      figure('TypeScript in the sandbox', await measured(askThreads, 'typescript'), 100),
      figure('Python in the sandbox', await measured(askThreads, 'python'), 100),
      figure('five expressions of one request, in the sandbox', await measured(askThreads, 'five'), 150),
    ];
  } finally {
    await Promise.all([both.close(), threads.close()]);
  }
}
