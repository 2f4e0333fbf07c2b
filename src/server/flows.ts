import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { exportFlow } from '../app/blueprints/export.ts';
import type { Subject } from '../app/flows/bound.ts';
import { checkOf } from '../app/flows/checking.ts';
import { diagramOf } from '../app/flows/diagram.ts';
import { duplicateFlow } from '../app/flows/duplicating.ts';
import type { FlowPages } from '../app/flows/flows.ts';
import { pageSourcesOf } from '../app/flows/page-sources.ts';
import { pictureOf } from '../app/flows/picture.ts';
import { flowUses } from '../app/flows/uses.ts';
import { type Authority, permissionName } from '../app/objects/authority.ts';
import { nameOf } from '../app/objects/name-of.ts';
import type { ObjectUseCases } from '../app/objects/objects.ts';
import type { Catalogue } from '../core/catalogue.ts';
import type { Actor } from '../core/directory/ports.ts';
import { queryOf } from '../core/flow/address.ts';
import { FINDINGS, findingText } from '../core/flow/check.ts';
import type { RunAddress, Started } from '../core/flow/flows.ts';
import { safeNext } from '../core/flow/next.ts';
import type { Model } from '../core/model/model.ts';
import type { Replica } from '../core/model/objects.ts';
import { invalid, Problem } from '../core/problem/problem.ts';
import type { Call, Handler } from './bind.ts';
import { pagePolicy, sendPage } from './pages.ts';
import { signOutPage } from './sign-out-page.ts';
import { applyCookies, visitorOf } from './visitor.ts';

/** Parameters of a page's query at most; the rest is dropped. */
const PARAMETERS = 50;

const SUBJECTS: Readonly<Record<Subject['kind'], string>> = {
  policy: 'authentik_policies.policy',
  group: 'authentik_core.group',
  user: 'authentik_core.user',
};

const INSPECT = 'authentik_flows.inspect_flow';

export interface FlowHandlerDeps {
  readonly flows: FlowPages;
  readonly authority: Authority;
  readonly catalogue: Catalogue;
  readonly replica: Replica;
  readonly cases: ObjectUseCases;
}

/** The query of a page as pairs; of a name that comes twice, the first counts. */
export function pairsOf(query: string): Record<string, string> {
  const pairs: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(query)) {
    if (!(name in pairs) && Object.keys(pairs).length < PARAMETERS) pairs[name] = value;
  }
  return { ...pairs };
}

/** Which run a call is about: its own parameters first, then what the page was opened with. */
function addressOf({ params, query, request }: Call): RunAddress {
  const { run: opened, ...page } = pairsOf(String(query.query ?? ''));
  const run = (query.run as string | undefined) ?? opened;
  const next = query.next as string | undefined;
  return {
    slug: String(params.flow_slug),
    visitor: visitorOf(request),
    run,
    query: next === undefined || page.next !== undefined ? page : { ...page, next },
  };
}

/**
 * Reading a challenge may begin a run, and a flow may need nothing but that to do its work (sign somebody out). So it
 * answers no other site, and never to HEAD.
 */
function requireOwnPage(request: FastifyRequest): void {
  if (request.method === 'HEAD') throw new Problem('method_not_allowed');
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Problem('csrf_failed');
}

/** The operations of the API around flows. */
export function flowHandlers({
  flows,
  authority,
  catalogue,
  replica,
  cases,
}: FlowHandlerDeps): Record<string, Handler> {
  const model = catalogue.model('authentik_flows.flow');
  const maySee = (actor: Actor, one: Model, pk: string | number): boolean =>
    [one, ...(one.base === undefined ? [] : [catalogue.model(one.base)])].some((kind) =>
      authority.may(actor, permissionName(kind, 'view'), kind, pk),
    );
  const seenBy =
    (actor: Actor) =>
    ({ kind, pk }: Subject): boolean =>
      maySee(actor, catalogue.model(SUBJECTS[kind]), pk);
  return {
    async flows_executor_get(call) {
      requireOwnPage(call.request);
      const { challenge, cookies } = await flows.get(addressOf(call));
      applyCookies(call.reply, cookies);
      return challenge;
    },
    async flows_executor_solve(call) {
      if (!/^application\/json\s*(?:;|$)/i.test(call.request.headers['content-type'] ?? '')) {
        throw new Problem('unsupported_media_type');
      }
      const { challenge, cookies } = await flows.answer(addressOf(call), call.body);
      applyCookies(call.reply, cookies);
      return challenge;
    },
    async flows_inspector_get(call) {
      const slug = String(call.params.flow_slug);
      const [flow] = replica.by('flows', 'slug', slug);
      // Whoever may not inspect learns not even that there is something to inspect.
      if (!flow || !authority.may(call.actor, INSPECT, model, flow.pk)) throw new Problem('not_found');
      const run = call.query.run as string | undefined;
      const found = await flows.inspect({ slug, visitor: visitorOf(call.request), run });
      if (!found) throw invalid({ non_field_errors: ['There is no run of this flow in this browser.'] });
      return found;
    },
    // Plans belong to their runs; there is nothing to share (docs/adr/0010).
    flows_instances_cache_info_retrieve: () => ({ count: 0 }),
    flows_instances_cache_clear_create: () => undefined,
    flows_instances_diagram_retrieve(call) {
      const [flow] = replica.by('flows', 'slug', String(call.params.slug));
      if (!flow) throw new Problem('not_found');
      const sees = seenBy(call.actor);
      return {
        diagram: diagramOf(flow, replica, sees),
        ...pictureOf(flow, { catalogue, replica, sees }),
      };
    },
    flows_instances_duplicate_create: ({ params, body, actor }) =>
      duplicateFlow(String(params.slug), body as { name: string; slug: string }, actor, {
        catalogue,
        cases,
        replica,
      }),
    flows_instances_uses_list({ actor }) {
      return flowUses({ catalogue, replica })
        .filter(({ flow, model: other, row }) => maySee(actor, model, flow) && maySee(actor, other, row.pk))
        .map(({ flow, field, model: { name, title }, row }) => {
          const [app = '', model_name = ''] = name.split('.');
          return { flow, field, app, model_name, verbose_name: title, pk: String(row.pk), name: nameOf(row) };
        });
    },
    flows_instances_check_retrieve(call) {
      const [flow] = replica.by('flows', 'slug', String(call.params.slug));
      if (!flow) throw new Problem('not_found');
      return {
        findings: checkOf(flow, { catalogue, replica, sees: seenBy(call.actor) }).map((finding) => ({
          level: FINDINGS[finding.code].level,
          code: finding.code,
          message: findingText(finding),
          names: finding.names,
          stage_binding: finding.binding,
        })),
      };
    },
    flows_instances_export_retrieve({ params, actor, reply }) {
      const [flow] = replica.by('flows', 'slug', String(params.slug));
      if (!flow) throw new Problem('not_found');
      const { text, objects } = exportFlow(flow, { catalogue, replica });
      // What stands in the blueprint is seen: an export is no way around the right to view.
      const unseen = objects.find((one) => !maySee(actor, one.model, one.row.pk));
      if (unseen)
        throw new Problem('permission_denied', {
          detail: `The flow holds a ${unseen.model.title.toLowerCase()} that you may not see.`,
        });
      reply.header('Content-Disposition', `attachment; filename="flow-${String(flow.slug)}.yaml"`);
      return text;
    },
    async flows_instances_execute_retrieve(call) {
      requireOwnPage(call.request);
      const started = await flows.execute(String(call.params.slug), visitorOf(call.request), {});
      applyCookies(call.reply, started.cookies);
      if (started.outcome === 'denied')
        throw invalid({ non_field_errors: ['This flow does not apply to you.'] });
      return { link: new URL(started.to, call.request.origin ?? undefined).href };
    },
  };
}

/** The pages of flows, and the addresses that lead to them. */
export function registerFlowPages(
  server: FastifyInstance,
  { flows, replica, catalogue }: Pick<FlowHandlerDeps, 'flows' | 'replica' | 'catalogue'>,
): void {
  const go = (reply: FastifyReply, { to, cookies }: Pick<Started, 'to' | 'cookies'>): FastifyReply => {
    applyCookies(reply, cookies);
    return reply.redirect(to, 302);
  };
  const rawQuery = (request: FastifyRequest): string => {
    const at = request.url.indexOf('?');
    return at < 0 ? '' : request.url.slice(at);
  };
  const popup = { config: { popup: true } } as const;
  const toDefault = async (
    request: FastifyRequest,
    reply: FastifyReply,
    designation: 'authentication' | 'invalidation',
    query: string,
  ) => {
    const slug = await flows.defaultFlow(designation, visitorOf(request));
    return reply.redirect(`/if/flow/${encodeURIComponent(slug)}/${query}`, 302);
  };

  /**
   * Whether another site leads somebody to where they sign out, which needs no answer of theirs. An application that
   * ends the session by its protocol has had a run begun for it.
   */
  async function isLuredToSignOut(request: FastifyRequest, slug: string): Promise<boolean> {
    if (request.headers['sec-fetch-site'] !== 'cross-site' || request.actor.user.pk === null) return false;
    if (replica.by('flows', 'slug', slug)[0]?.designation !== 'invalidation') return false;
    const { run } = pairsOf(rawQuery(request));
    return (
      run === undefined || (await flows.inspect({ slug, visitor: visitorOf(request), run })) === undefined
    );
  }

  server.get<{ Params: { slug: string } }>('/if/flow/:slug/', popup, async (request, reply) => {
    const { slug } = request.params;
    if (!(await isLuredToSignOut(request, slug))) {
      const [flow] = replica.by('flows', 'slug', slug);
      return sendPage(reply, 'flow', pagePolicy(flow && pageSourcesOf(flow, { catalogue, replica })));
    }
    const { html, policy } = signOutPage(request.url, request);
    return reply.header('Content-Security-Policy', policy).type('text/html; charset=utf-8').send(html);
  });

  for (const designation of ['authentication', 'invalidation'] as const) {
    server.get(`/flows/-/default/${designation}/`, popup, async (request, reply) =>
      toDefault(request, reply, designation, rawQuery(request)),
    );
  }

  server.get('/flows/-/cancel/', { ...popup, exposeHeadRoute: false }, async (request, reply) => {
    const { run, next } = pairsOf(rawQuery(request));
    const site = request.headers['sec-fetch-site'];
    // Another site may lead here, but does not take away what somebody is in the middle of.
    if (site === undefined || site === 'same-origin' || site === 'none') {
      await flows.cancel(visitorOf(request), run);
    }
    const onwards = safeNext(next);
    if (onwards !== undefined) return reply.redirect(onwards, 302);
    return toDefault(request, reply, 'invalidation', '');
  });

  server.get<{ Params: { stage: string } }>(
    '/flows/-/configure/:stage/',
    { ...popup, exposeHeadRoute: false },
    async (request, reply) => {
      if (request.actor.user.pk === null) {
        const next = queryOf({ next: request.url });
        return toDefault(request, reply, 'authentication', `?${next}`);
      }
      return go(reply, await flows.configure(request.params.stage, visitorOf(request)));
    },
  );
}
