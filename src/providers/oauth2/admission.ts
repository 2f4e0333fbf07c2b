import type { Payload } from '../../core/oauth/store.ts';
import type { HttpFacts, UserFacts } from '../../core/policy/request.ts';
import type { OAuth2Ports } from './ports.ts';
import { subjectOf } from './subject.ts';
import type { Tenant } from './tenant.ts';

/** Whether a person may use an application now. `final`: nothing failed, so the answer is a wish, not an accident. */
export type Admission =
  | { readonly admitted: true; readonly subject: string }
  | {
      readonly admitted: false;
      readonly messages: readonly string[];
      readonly request_id: string;
      readonly final: boolean;
    };

export interface AdmissionQuestion {
  readonly tenant: Tenant;
  readonly user: UserFacts;
  /** The browser's request, as it was when the person authorised the client. */
  readonly http_request: HttpFacts;
  /** `oauth_*`: what the client asks for. */
  readonly context: Readonly<Record<string, unknown>>;
  /**
   * True where the question repeats one that was answered before, such as a client that reads what it was given, many
   * times a second perhaps: it is in the decision log like every other, but what policies want to happen when somebody
   * is let in (an event, a mail) has happened then.
   */
  readonly repeated: boolean;
}

/**
 * The one law: every road that hands something out about a person asks here, each time. Nothing is remembered from one
 * time to the next, so whatever was changed acts on the next request.
 */
export async function admit(
  { tenant, user, http_request, context, repeated }: AdmissionQuestion,
  ports: Pick<OAuth2Ports, 'decisions' | 'uid' | 'events'>,
): Promise<Admission> {
  const { request_id } = http_request;
  if (!user.is_active || user.pk === null) {
    return { admitted: false, messages: [], request_id, final: true };
  }
  const decision = await ports.decisions.decide(
    tenant.application.pk,
    { user, http_request, context },
    { perform: repeated ? 'on_refusal' : true },
  );
  if (!decision.passing) {
    return {
      admitted: false,
      messages: decision.messages,
      request_id: decision.request_id,
      final: !decision.faulted,
    };
  }
  const subject = subjectOf(user, tenant.config.sub_mode, ports.uid);
  if (subject !== undefined) return { admitted: true, subject };
  ports.events.emit({
    action: 'configuration_error',
    app: 'postern.providers.oauth2',
    context: {
      message: `The account has nothing that the subject mode "${tenant.config.sub_mode}" could use.`,
      provider: { pk: tenant.provider.pk, name: tenant.provider.name },
    },
    user,
    http_request,
  });
  const messages = ['Your account lacks something that this application knows people by.'];
  return { admitted: false, messages, request_id, final: false };
}

/** What a family keeps of the browser's request, for the decisions of its later life. */
export const factsOf = (http: HttpFacts, context: Readonly<Record<string, unknown>>): Payload => ({
  http: { client_ip: http.client_ip, host: http.host, user_agent: http.user_agent },
  context,
});

/**
 * The question that a client's own request asks on behalf of the person who is not there: judged as the person's
 * request, from where the person was, under the id of the request at hand.
 */
export function recalled(
  facts: Payload,
  http: HttpFacts,
  endpoint: string,
  grant_type: unknown,
): Pick<AdmissionQuestion, 'http_request' | 'context'> {
  const browser = (facts.http ?? {}) as Partial<HttpFacts>;
  return {
    http_request: {
      ...http,
      client_ip: browser.client_ip ?? null,
      host: browser.host ?? http.host,
      user_agent: browser.user_agent ?? '',
    },
    context: {
      ...((facts.context ?? {}) as Payload),
      ...(typeof grant_type === 'string' ? { oauth_grant_type: grant_type } : {}),
      oauth_endpoint: endpoint,
      oauth_client_ip: http.client_ip,
    },
  };
}
