import type { OpenedSession } from '../src/core/flow/flows.ts';
import type { FlowSessions } from '../src/core/flow/ports.ts';
import type { HttpFacts, UserFacts } from '../src/core/policy/request.ts';

type Login = Parameters<FlowSessions['login']>[0];

/** The request that signs somebody in. */
export const LOGIN: HttpFacts = {
  client_ip: '127.0.0.1',
  method: 'POST',
  path: '/',
  host: 'localhost:9000',
  user_agent: 'Test/1',
  request_id: 'r',
};

/** Signs somebody in without a flow: a session of an hour, as a login with a password makes one. */
export async function signedIn(
  sessions: Pick<FlowSessions, 'login'>,
  user: UserFacts | undefined,
  more: {
    readonly http?: HttpFacts;
    readonly how?: Partial<Login['how']>;
    readonly authenticated?: number;
    readonly method?: string;
  } = {},
): Promise<OpenedSession> {
  if (!user) throw new Error('there is no such user');
  const authenticated = more.authenticated ?? Date.now();
  const opened = await sessions.login({
    user,
    http: more.http ?? LOGIN,
    replaces: null,
    how: {
      duration: 3_600,
      terminate_other_sessions: false,
      network_binding: 'no_binding',
      geoip_binding: 'no_binding',
      remember_device: 0,
      ...more.how,
    },
    method: more.method ?? 'password',
    method_args: {},
    authenticated,
    proven: undefined,
  });
  if (!opened) throw new Error(`${user.username} cannot sign in`);
  return opened;
}
