import type { Catalogue } from '../../core/catalogue.ts';
import type { EventPort } from '../../core/event/port.ts';
import type { Sandbox } from '../../core/expression/sandbox.ts';
import type { CookieChanges, Visitor } from '../../core/flow/flows.ts';
import type { Log } from '../../core/log.ts';
import type { Row } from '../../core/model/model.ts';
import type { Objects, Replica } from '../../core/model/objects.ts';
import type { Graph } from '../../core/policy/graph.ts';
import type { Clock, Ports, Random } from '../../core/ports.ts';
import type { SourceDriver } from '../../core/source/driver.ts';
import type { PendingAuthorizations } from '../../core/source/ports.ts';
import type { Decisions } from '../decisions/decisions.ts';
import type { FlowPages } from '../flows/flows.ts';

/** What sources are made of. */
export interface SourcesDeps {
  readonly catalogue: Catalogue;
  readonly replica: Pick<Replica, 'get' | 'by' | 'all'>;
  readonly objects: Objects;
  readonly graph: Pick<Graph, 'target' | 'user'>;
  readonly decisions: Pick<Decisions, 'decide'>;
  readonly flows: Pick<FlowPages, 'start' | 'refuse' | 'waiting' | 'tell'>;
  readonly pending: Pick<PendingAuthorizations, 'save' | 'take'>;
  /** The protocols, by type. */
  readonly drivers: Readonly<Record<string, SourceDriver>>;
  readonly users: Ports['users'];
  readonly sandbox: Pick<Sandbox, 'run'>;
  readonly events: EventPort;
  readonly clock: Clock;
  readonly random: Pick<Random, 'token' | 'uuid'>;
  readonly log: Log;
}

/** Somebody's browser at one of a source's addresses. */
export interface SourceVisit {
  readonly type: string;
  readonly slug: string;
  readonly visitor: Visitor;
  /** `https://id.example.com`: where this Postern is reached; checked by the server. */
  readonly origin: string;
  /** The query; a name that came twice is not in it. */
  readonly query: Readonly<Record<string, string>>;
  /** True where a page of ours led here: nobody can be made to connect an identity by another site. */
  readonly fromHere: boolean;
}

/** What the browser is answered: where to go, or a page that says why there is nowhere to go. */
export type SourceReply =
  | { readonly to: string; readonly cookies: CookieChanges }
  | { readonly page: SourcePage };

export interface SourcePage {
  readonly status: 400 | 404 | 503;
  readonly title: string;
  readonly sentence: string;
  /** A word for whoever is asked for help. */
  readonly detail: string;
}

/** A source as flows, events and policies see it. */
export const named = (source: Row): { pk: string; slug: string; name: string } => ({
  pk: String(source.pk),
  slug: String(source.slug),
  name: String(source.name),
});

export const CONNECTION = 'authentik_core.usersourceconnection';
export const GROUP_CONNECTION = 'authentik_core.groupsourceconnection';

/** Where people see their connections. */
export const SETTINGS = '/if/user/#/settings;page=sources';
