import type { Row } from '../../src/core/model/model.ts';
import { type TestPostern, testPostern } from '../postern.ts';
import { Browser, ORIGIN } from './browser.ts';
import { CLIENT_ID, CLIENT_SECRET, type Person, startUpstream, type Upstream } from './upstream.ts';

const MOST = 80;
const slugOf = (index: number) => `corp-${index}`;

export interface TestSource {
  readonly pk: string;
  readonly slug: string;
  readonly name: string;
  readonly login: string;
}

export type Rig = Awaited<ReturnType<typeof startRig>>;

/** A Postern with its default flows, and another provider on another port that people come from. */
export async function startRig() {
  const callbacks = Array.from(
    { length: MOST },
    (_, index) => `${ORIGIN}/source/oauth/callback/${slugOf(index)}/`,
  );
  const upstream: Upstream = await startUpstream(callbacks);
  const postern: TestPostern = await testPostern({ POSTERN_EGRESS_ALLOW: '127.0.0.1' });
  await postern.firstStart.run({ bootstrap_password: null, bootstrap_email: null, bootstrap_token: null });
  const flow = (slug: string) => postern.replica.by('flows', 'slug', slug)[0]?.pk;
  let count = 0;
  let people = 0;

  return {
    upstream,
    postern,
    /** A source that works, but for what is said. */
    async source(values: Readonly<Record<string, unknown>> = {}): Promise<TestSource> {
      const slug = slugOf(count++);
      const { status, body } = await postern.call('POST', '/sources/oauth/', {
        body: {
          name: `Corp ${count}`,
          slug,
          provider_type: 'openidconnect',
          consumer_key: CLIENT_ID,
          consumer_secret: CLIENT_SECRET,
          oidc_well_known_url: upstream.wellKnown,
          authentication_flow: flow('default-source-authentication'),
          enrollment_flow: flow('default-source-enrollment'),
          ...values,
        },
      });
      if (status !== 201) throw new Error(`no source but ${JSON.stringify(body)}`);
      return { pk: body.pk, slug, name: body.name, login: `/source/oauth/login/${slug}/` };
    },
    /** Somebody new at the other provider, who comes next. */
    person(claims: Readonly<Record<string, unknown>> = {}): Person {
      const name = `person-${++people}`;
      upstream.person = {
        sub: `sub-${name}`,
        preferred_username: name,
        name,
        email: `${name}@corp.test`,
        ...claims,
      };
      return upstream.person;
    },
    /** The same person comes again, described otherwise. */
    again(person: Person, claims: Readonly<Record<string, unknown>> = {}): void {
      upstream.person = { ...person, ...claims };
    },
    /** A fresh browser goes the whole way; where it ends. */
    async signIn(
      source: TestSource,
      { browser = new Browser(postern), site = 'same-origin', next = '' } = {},
    ) {
      const at = await browser.walk(
        `${source.login}${next === '' ? '' : `?next=${encodeURIComponent(next)}`}`,
        site,
      );
      const shown = at.url.pathname.startsWith('/if/flow/') ? await browser.look(at.url) : undefined;
      return { browser, at, shown };
    },
    async bind(target: string, binding: Readonly<Record<string, unknown>>): Promise<string> {
      const { status, body } = await postern.call('POST', '/policies/bindings/', {
        body: { target, order: 0, ...binding },
      });
      if (status !== 201) throw new Error(`no binding but ${JSON.stringify(body)}`);
      return body.pk;
    },
    async policy(expression: string): Promise<string> {
      const { status, body } = await postern.call('POST', '/policies/expression/', {
        body: { name: `policy ${crypto.randomUUID()}`, expression },
      });
      if (status !== 201) throw new Error(`no policy but ${JSON.stringify(body)}`);
      return body.pk;
    },
    async mapping(expression: string): Promise<string> {
      const { status, body } = await postern.call('POST', '/propertymappings/source/oauth/', {
        body: { name: `mapping ${crypto.randomUUID()}`, expression },
      });
      if (status !== 201) throw new Error(`no mapping but ${JSON.stringify(body)}`);
      return body.pk;
    },
    user: (username: string): Row | undefined => postern.replica.by('users', 'username', username)[0],
    groupsOf(username: string): string[] {
      const [user] = postern.replica.by('users', 'username', username);
      const pks = Array.isArray(user?.groups) ? user.groups : [];
      return pks.map((pk) => String(postern.replica.get('groups', String(pk))?.name)).sort();
    },
    connections: async (source: TestSource) =>
      postern.objects.all(postern.catalogue.model('authentik_core.usersourceconnection'), {
        source: source.pk,
      }),
    async events(action: string) {
      const { body } = await postern.call('GET', `/events/events/?action=${action}&page_size=100`);
      return body.results as { context: Record<string, unknown> }[];
    },
    async end() {
      await postern.end();
      await upstream.close();
    },
  };
}
