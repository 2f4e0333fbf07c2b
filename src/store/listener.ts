import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../core/log.ts';

const firstPause = 50;
const longestPause = 5_000;
const heartbeat = 15_000;

type Subscription = {
  readonly channel: string;
  readonly onNotify: (payload: string) => void | Promise<void>;
  readonly onReconnect: () => void | Promise<void>;
};

/**
 * One connection of its own for LISTEN, shared by all channels. When it is lost it is made again, LISTEN is switched
 * on for every channel, and only then is everybody told: whoever re-reads on `onReconnect` can miss nothing.
 */
export class Listener {
  readonly #config: pg.ClientConfig;
  readonly #log: Log;
  readonly #subscriptions = new Set<Subscription>();
  readonly #closing = new AbortController();
  #connection: Promise<pg.Client> | undefined;
  #current: pg.Client | undefined;
  #pulse: NodeJS.Timeout | undefined;

  constructor(config: pg.ClientConfig, log: Log) {
    this.#config = config;
    this.#log = log;
  }

  /** Resolves once LISTEN is on, to the function that ends the subscription. Rejects if the first connect fails. */
  async listen(
    channel: string,
    onNotify: Subscription['onNotify'],
    onReconnect: Subscription['onReconnect'],
  ): Promise<() => Promise<void>> {
    const subscription: Subscription = { channel, onNotify, onReconnect };
    this.#subscriptions.add(subscription);
    try {
      await this.#switchOn(channel);
    } catch (error) {
      this.#subscriptions.delete(subscription);
      throw error;
    }
    return () => this.#end(subscription);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    clearInterval(this.#pulse);
    const client = this.#current;
    this.#current = undefined;
    await this.#connection?.catch(() => undefined);
    await client?.end();
  }

  async #switchOn(channel: string): Promise<void> {
    for (;;) {
      const client = await this.#connected();
      try {
        await client.query(`listen ${pg.escapeIdentifier(channel)}`);
        return;
      } catch (error) {
        if (client === this.#current || this.#closing.signal.aborted) throw error;
      }
    }
  }

  async #end(subscription: Subscription): Promise<void> {
    if (!this.#subscriptions.delete(subscription)) return;
    const { channel } = subscription;
    if ([...this.#subscriptions].some((other) => other.channel === channel)) return;
    await this.#current?.query(`unlisten ${pg.escapeIdentifier(channel)}`).catch(() => undefined);
  }

  #connected(): Promise<pg.Client> {
    if (this.#closing.signal.aborted) return Promise.reject(new Error('The database is closed.'));
    if (this.#connection === undefined) {
      this.#connection = this.#open();
      this.#connection.catch(() => {
        this.#connection = undefined;
      });
    }
    return this.#connection;
  }

  async #open(): Promise<pg.Client> {
    const client = new pg.Client({ ...this.#config, keepAlive: true, query_timeout: heartbeat });
    let gone = false;
    const lost = (error?: Error) => {
      gone = true;
      this.#lost(client, error);
    };
    client.on('error', lost);
    client.on('end', () => lost());
    client.on('notification', ({ channel, payload }) => {
      for (const subscription of this.#subscriptions) {
        if (subscription.channel === channel) void this.#tell(() => subscription.onNotify(payload ?? ''));
      }
    });
    try {
      await client.connect();
      const channels = new Set([...this.#subscriptions].map(({ channel }) => channel));
      for (const channel of channels) await client.query(`listen ${pg.escapeIdentifier(channel)}`);
      if (gone) throw new Error('The connection was lost while LISTEN was being switched on.');
      if (this.#closing.signal.aborted) throw new Error('The database is closed.');
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
    this.#current = client;
    this.#watch(client);
    return client;
  }

  #lost(client: pg.Client, error?: Error): void {
    if (client !== this.#current || this.#closing.signal.aborted) return;
    this.#current = undefined;
    clearInterval(this.#pulse);
    this.#log.warn({ err: error }, 'the connection that listens for changes was lost; connecting again');
    this.#connection = this.#reconnect();
    this.#connection.catch(() => undefined); // only closing ends it, and then nobody waits
  }

  async #reconnect(): Promise<pg.Client> {
    // At once first: a single connection that was ended leaves a server that answers.
    for (let pause = 0; ; pause = Math.min(Math.max(pause * 2, firstPause), longestPause)) {
      await sleep(pause, undefined, { signal: this.#closing.signal });
      try {
        const client = await this.#open();
        for (const { onReconnect } of this.#subscriptions) void this.#tell(onReconnect);
        return client;
      } catch (error) {
        this.#log.warn({ err: error, pause }, 'cannot listen for changes yet');
      }
    }
  }

  /** A half-open connection never says that it is dead, so it is asked. */
  #watch(client: pg.Client): void {
    this.#pulse = setInterval(() => {
      client.query('select 1').catch((error: Error) => {
        this.#lost(client, error);
        void client.end().catch(() => undefined);
      });
    }, heartbeat).unref();
  }

  async #tell(callback: () => void | Promise<void>): Promise<void> {
    try {
      await callback();
    } catch (error) {
      this.#log.error({ err: error }, 'a listener for database changes failed');
    }
  }
}
