import { parseArgs } from 'node:util';

/** What the demo has to be told; each also by an environment variable. */
export interface Settings {
  readonly issuer: URL;
  readonly client_id: string;
  /** Undefined for a public client: then PKCE alone protects the code. */
  readonly client_secret: string | undefined;
  readonly scope: string;
  readonly port: number;
}

export const USAGE = `
A small application that signs people in with Postern, to try a provider out.

  npm run demo-client -- --issuer http://localhost:9000/application/o/demo/ --client-id … --client-secret …

  --issuer         DEMO_ISSUER         the issuer of the application: …/application/o/<slug>/
  --client-id      DEMO_CLIENT_ID      of its provider
  --client-secret  DEMO_CLIENT_SECRET  of its provider; leave it out for a public client
  --scope          DEMO_SCOPE          what to ask for (default: "openid profile email")
  --port           DEMO_PORT           where the demo listens on this machine (default: 4000)

Allow the redirect URI http://localhost:<port>/callback in the provider, and for the logout
http://localhost:<port>/ with the type "logout".
`;

/** Reads arguments, then the environment; throws a sentence where something is missing or wrong. */
export function readSettings(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Settings {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { issuer: text, 'client-id': text, 'client-secret': text, scope: text, port: text },
  });
  const issuer = values.issuer ?? env.DEMO_ISSUER;
  const client_id = values['client-id'] ?? env.DEMO_CLIENT_ID;
  const port = Number(values.port ?? env.DEMO_PORT ?? 4000);
  if (!issuer || !URL.canParse(issuer)) throw new Error('Say where the issuer is: --issuer https://…');
  if (!client_id) throw new Error('Say who the demo is: --client-id …');
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error('The port is a number up to 65535.');
  return {
    issuer: new URL(issuer),
    client_id,
    client_secret: values['client-secret'] ?? env.DEMO_CLIENT_SECRET,
    scope: values.scope ?? env.DEMO_SCOPE ?? 'openid profile email',
    port,
  };
}
