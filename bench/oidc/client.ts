/** What a server of this bench tells whoever measures it: where it is, and as whom to come. */
export interface Announced {
  readonly origin: string;
  readonly authorize: string;
  readonly token: string;
  readonly userinfo: string;
  readonly client_id: string;
  readonly client_secret: string;
  /** Of browsers that are signed in, each with a person of its own. */
  readonly cookies: readonly string[];
}

export const CLIENT = { client_id: 'bench', client_secret: 'a-secret-of-the-bench-and-of-nobody-else' };
export const CALLBACK = 'https://rp.test/callback';
/** So many that hardly anybody comes twice within the moments in which answers are remembered. */
export const PEOPLE = 2_000;
export const SCOPE = 'openid profile email';

/** Tells the parent process, and ends with it. */
export function announce(announced: Announced): void {
  process.send?.(announced);
  process.on('disconnect', () => process.emit('SIGTERM'));
}
