import type { Exclusive } from '../../core/blueprint/ports.ts';
import type { Catalogue } from '../../core/catalogue.ts';
import type { Objects } from '../../core/model/objects.ts';
import type { Ports } from '../../core/ports.ts';

/** The keys that every Postern has from the beginning, so that a provider can sign at once. */
const KEYS = [
  { managed: 'postern/keys/es256', name: 'Postern default key (ES256)', algorithm: 'ec' },
  { managed: 'postern/keys/rs256', name: 'Postern default key (RS256)', algorithm: 'rsa' },
] as const;

/** Signing keys outlive many certificates; nobody checks the dates of these. Days. */
const LIFETIME = 3_650;

/** Makes the default signing keys where they are missing. Nodes that start together make them once. */
export async function ensureDefaultKeys(deps: {
  readonly catalogue: Catalogue;
  readonly objects: Objects;
  readonly exclusive: Exclusive;
  readonly ports: Pick<Ports, 'certificates' | 'clock'>;
}): Promise<void> {
  const { catalogue, objects, exclusive, ports } = deps;
  const model = catalogue.model('authentik_crypto.certificatekeypair');
  const missing = async () => {
    const stored = await objects.all(model, { managed: { in: KEYS.map(({ managed }) => managed) } });
    return KEYS.filter(({ managed }) => !stored.some((row) => row.managed === managed));
  };
  if ((await missing()).length === 0) return;
  await exclusive.run('default-keys', async () => {
    for (const { managed, name, algorithm } of await missing()) {
      const pair = await ports.certificates.selfSigned({
        name,
        algorithm,
        days: LIFETIME,
        now: ports.clock.now(),
      });
      await objects.insert(model, {
        name,
        managed,
        ...pair,
        ...ports.certificates.read(pair.certificate_data),
      });
    }
  });
}
