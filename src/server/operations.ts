import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Authority } from '../app/objects/authority.ts';
import { Problem } from '../core/problem/problem.ts';

/** What operators watch: counters of this node, for Prometheus. */
export interface Metrics {
  readonly registry: Registry;
  readonly decisions: Counter<'target' | 'outcome'>;
  readonly events: Counter<'action'>;
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  readonly revision: Gauge;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'postern_' });
  const registers = [registry];
  return {
    registry,
    decisions: new Counter({
      name: 'postern_decisions_total',
      help: 'Decisions by kind of target and outcome',
      labelNames: ['target', 'outcome'],
      registers,
    }),
    events: new Counter({
      name: 'postern_events_total',
      help: 'Events by action',
      labelNames: ['action'],
      registers,
    }),
    requests: new Histogram({
      name: 'postern_http_request_seconds',
      help: 'Duration of HTTP requests by route',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2],
      registers,
    }),
    revision: new Gauge({
      name: 'postern_replica_revision',
      help: 'Changes of configuration seen',
      registers,
    }),
  };
}

export interface OperationsDeps {
  readonly metrics: Metrics;
  readonly authority: Authority;
  /** Resolves where the database answers and the replica follows it; rejects where not. */
  ready(): Promise<void>;
  revision(): number;
}

/** Health and metrics. Health says nothing but yes or no; metrics are for this machine and for who may see them. */
export function registerOperations(
  server: FastifyInstance,
  { metrics, authority, ready, revision }: OperationsDeps,
): void {
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    metrics.requests.observe(
      { method: request.method, route, status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
  });

  server.get('/-/health/live/', async (_request, reply) => reply.code(204).send());
  server.get('/-/health/ready/', async (request, reply) => {
    try {
      await ready();
    } catch (cause) {
      request.log.warn({ err: cause }, 'not ready');
      throw new Problem('unavailable', { cause });
    }
    return reply.code(204).send();
  });
  server.get('/-/metrics/', async (request, reply) => {
    if (!isLocal(request) && !authority.has(request.actor, 'postern.view_metrics'))
      throw new Problem('permission_denied');
    metrics.revision.set(revision());
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

/** What proxies add; one of them is enough to know that somebody else is behind a local address. */
const FORWARDED = /^(?:forwarded|via|x-forwarded-.*|x-real-ip)$/;
/** A proxy that adds nothing still asks for the name that people use. */
const LOCAL_NAME = /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/i;

/** From this machine itself, not through a proxy on it. */
const isLocal = ({ raw, headers }: FastifyRequest): boolean =>
  /^(::1|(::ffff:)?127\.)/.test(raw.socket.remoteAddress ?? '') &&
  LOCAL_NAME.test(headers.host ?? '') &&
  !Object.keys(headers).some((name) => FORWARDED.test(name));
