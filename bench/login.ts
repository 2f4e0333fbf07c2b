import { hash, verify } from '@node-rs/argon2';
import { codeAt, stepAt } from '../src/core/authenticator/totp.ts';
import { SESSION_COOKIE } from '../src/server/identify.ts';
import type { Figure } from './figure.ts';
import { type House, startHouse } from './house.ts';
import { descendants, processorTimeOf } from './program.ts';

/** As many as libuv has threads: more hashes are never computed at a time, however many people sign in. */
const HASHES_AT_A_TIME = 4;
/** The page that asks for a name hesitates on purpose, 90 to 210 ms: others prove themselves meanwhile. */
const SIGN_INS_AT_A_TIME = 24;
const SECONDS = 4;
const ROUNDS = 5;
const PEOPLE = 16;
const PASSWORD = 'correct horse battery staple';
/** OWASP's settings for argon2id, which are Postern's. */
const SETTINGS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** A code of an app counts once, so each of them comes by only when it shows another. */
const APPS = 3_000;
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const LOGIN = 'default-authentication-flow';
const FOUR = 'four-stages';

type Answer = Readonly<Record<string, unknown>>;

/**
 * A browser that has never been here: it keeps the cookies that it is given. Its requests go into the server without a
 * socket, so that what is measured is a login and not a client.
 */
export class Browser {
  readonly #house: House;
  readonly #flow: string;
  readonly #cookies = new Map<string, string>();

  constructor(house: House, flow = LOGIN) {
    this.#house = house;
    this.#flow = flow;
  }

  holds(cookie: string): boolean {
    return this.#cookies.has(cookie);
  }

  async ask(body?: object): Promise<Answer> {
    const answer = await this.#house.postern.server.inject({
      method: body ? 'POST' : 'GET',
      url: `/api/v3/flows/executor/${this.#flow}/?query=`,
      headers: {
        host: 'localhost:9000',
        'sec-fetch-site': 'same-origin',
        ...(body ? { origin: 'http://localhost:9000' } : {}),
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      ...(body ? { payload: body } : {}),
    });
    for (const header of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
      this.#cookies.set(name, value);
    }
    return JSON.parse(answer.body) as Answer;
  }
}

/** Opens the login page, says who one is, proves it, and has a session. */
async function signIn(house: House, count: number): Promise<void> {
  const browser = new Browser(house);
  await browser.ask();
  await browser.ask({ component: 'ak-stage-identification', uid_field: `person-${count % PEOPLE}` });
  const done = await browser.ask({ component: 'ak-stage-password', password: PASSWORD });
  if (done.component !== 'xak-flow-redirect' || !browser.holds(SESSION_COOKIE))
    throw new Error(`not signed in: ${JSON.stringify(done)}`);
}

/** The same with a code of an app between password and session. */
async function signInWithApp(house: House, count: number): Promise<void> {
  const browser = new Browser(house, FOUR);
  await browser.ask();
  await browser.ask({ component: 'ak-stage-identification', uid_field: `with-app-${count % APPS}` });
  const asked = await browser.ask({ component: 'ak-stage-password', password: PASSWORD });
  const [device] = (asked.device_challenges ?? []) as { device_class: string; device_uid: string }[];
  const selected_challenge = { ...device, challenge: {}, last_used: null };
  const code = codeAt(stepAt(Date.now()), { secret: SECRET, digits: 6 }, house.postern.ports.hmac);
  const done = await browser.ask({ component: 'ak-stage-authenticator-validate', selected_challenge, code });
  if (done.component !== 'xak-flow-redirect' || !browser.holds(SESSION_COOKIE))
    throw new Error(`not signed in: ${JSON.stringify(done)}`);
}

/** A login of identification, password, code and session, and people who have an app. */
async function prepareApps({ postern, database }: House, password: string): Promise<void> {
  const { catalogue, objects, replica } = postern;
  const insert = (name: string, values: object) => {
    const model = catalogue.model(name);
    return objects.insert(model, model.fields.parse(values) as Record<string, unknown>);
  };
  const flow = await insert('authentik_flows.flow', {
    ...{ name: FOUR, slug: FOUR, title: 'Welcome', designation: 'authentication' },
  });
  const factor = await insert('authentik_stages_authenticator_validate.authenticatorvalidatestage', {
    name: 'bench-factor',
    not_configured_action: 'deny',
  });
  const stage = (name: string) => replica.by('stages', 'name', name)[0]?.pk;
  const stages = [
    stage('default-authentication-identification'),
    stage('default-authentication-password'),
    factor.pk,
    stage('default-authentication-login'),
  ];
  for (const [order, pk] of stages.entries())
    await insert('authentik_flows.flowstagebinding', { target: flow.pk, stage: pk, order });
  await database.pool.query(
    `with people as (
      insert into users (username, name, password)
      select 'with-app-' || n, 'With an app', $1 from generate_series(0, $2::int - 1) n returning pk)
    insert into devices ("user", name, type, config) select pk, 'Phone', 'totp', $3::jsonb from people`,
    [password, APPS, JSON.stringify({ secret: SECRET, digits: 6, step: 0 })],
  );
  await replica.catchUp();
}

/** What one piece of work costs. A busy machine changes how often it is done; processor time stays nearly the same. */
interface Rate {
  readonly perSecond: number;
  /** Milliseconds of processor time for one, of this process and of PostgreSQL together. */
  readonly processor: number;
  /** The part of it that PostgreSQL took, and that of this process's main thread. */
  readonly postgres: number;
  readonly main: number;
}

const milliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1_000;

const postgresTime = (): number =>
  descendants(process.pid).reduce((sum, pid) => sum + processorTimeOf(pid), 0);

/** How often a second `work` is done, so many at a time. */
async function rate(atATime: number, work: (count: number) => Promise<unknown>): Promise<Rate> {
  let count = 0;
  const [before, whole, thread] = [postgresTime(), process.cpuUsage(), process.threadCpuUsage()];
  const began = performance.now();
  const end = began + SECONDS * 1_000;
  await Promise.all(
    Array.from({ length: atATime }, async () => {
      while (performance.now() < end) await work(count++);
    }),
  );
  const perSecond = (count / (performance.now() - began)) * 1_000;
  const postgres = (postgresTime() - before) / count;
  const processor = milliseconds(process.cpuUsage(whole)) / count + postgres;
  return { perSecond, processor, postgres, main: milliseconds(process.threadCpuUsage(thread)) / count };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Full sign-ins beside the bare hash that each of them has to compute: in turns, so that noise meets both. */
export async function login(): Promise<Figure[]> {
  const house = await startHouse();
  try {
    const password = await hash(PASSWORD, SETTINGS);
    for (let count = 0; count < PEOPLE; count++) {
      await house.postern.ports.users.write({
        pk: null,
        values: { username: `person-${count}`, name: `Person ${count}` },
        password: PASSWORD,
      });
    }
    await house.postern.replica.catchUp();
    for (let count = 0; count < PEOPLE; count++) await signIn(house, count);

    await prepareApps(house, password);
    for (let count = 0; count < PEOPLE; count++) await signInWithApp(house, APPS - 1 - count);

    const bare: Rate[] = [];
    const full: Rate[] = [];
    const four: Rate[] = [];
    let next = 0;
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(await rate(HASHES_AT_A_TIME, () => verify(password, PASSWORD)));
      full.push(await rate(SIGN_INS_AT_A_TIME, (count) => signIn(house, count)));
      four.push(await rate(SIGN_INS_AT_A_TIME, () => signInWithApp(house, next++)));
    }
    const middle = (rates: readonly Rate[], part: keyof Rate) => median(rates.map((rate) => rate[part]));
    const ratio = median(
      full.map(({ perSecond }, round) => perSecond / (bare[round]?.perSecond ?? Number.NaN)),
    );
    const aside = middle(four, 'processor') - middle(bare, 'processor');
    return [
      {
        name: 'argon2id alone, 19 MiB, two passes',
        unit: '1/s',
        value: middle(bare, 'perSecond'),
        floor: `${HASHES_AT_A_TIME} at a time`,
      },
      {
        name: 'password login, three requests each',
        unit: '1/s',
        value: middle(full, 'perSecond'),
        floor: `${HASHES_AT_A_TIME} hashes at a time`,
      },
      {
        name: 'password logins a second, to hashes a second',
        unit: 'ratio',
        value: ratio,
        target: '>= 0.8',
        met: ratio >= 0.8,
        floor: '@node-rs/argon2 verify',
      },
      {
        name: 'processor time of a password login',
        unit: 'ms',
        value: middle(full, 'processor'),
        floor: `one hash alone: ${middle(bare, 'processor').toFixed(1)} ms`,
      },
      {
        name: 'of that, the main thread with its client',
        unit: 'ms',
        value: middle(full, 'main'),
      },
      { name: 'of that, PostgreSQL', unit: 'ms', value: middle(full, 'postgres') },
      {
        name: 'processor time of a login of four stages, with a code of an app, but for the hash',
        unit: 'ms',
        value: aside,
        target: '<= 12',
        met: aside <= 12,
        floor: `one hash alone: ${middle(bare, 'processor').toFixed(1)} ms`,
      },
    ];
  } finally {
    await house.end();
  }
}
