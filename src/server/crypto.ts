import type { ObjectUseCases } from '../app/objects/objects.ts';
import type { Catalogue } from '../core/catalogue.ts';
import type { Ports } from '../core/ports.ts';
import type { Handler } from './bind.ts';

/** Making certificates, and reading them. */
export function cryptoHandlers(deps: {
  readonly catalogue: Catalogue;
  readonly cases: ObjectUseCases;
  readonly ports: Pick<Ports, 'certificates' | 'clock'>;
}): Record<string, Handler> {
  const { cases, ports } = deps;
  const model = deps.catalogue.model('authentik_crypto.certificatekeypair');
  return {
    async crypto_certificatekeypairs_generate_create({ body, actor }) {
      const name = String(body.common_name);
      const pair = await ports.certificates.selfSigned({
        name,
        algorithm: body.alg === 'ecdsa' ? 'ec' : 'rsa',
        days: Number(body.validity_days),
        now: ports.clock.now(),
        hosts: String(body.subject_alt_name)
          .split(',')
          .map((host) => host.trim())
          .filter(Boolean),
      });
      return cases.create(model, { name, ...pair }, actor);
    },
    async crypto_certificatekeypairs_view_certificate_retrieve({ params, query, actor, reply }) {
      const row = await cases.find(model, { pk: String(params.kp_uuid) }, 'view', actor);
      if (query.download !== true) return { data: row.certificate_data };
      const file = `${String(row.name).replace(/[^A-Za-z0-9._-]+/g, '_')}.pem`;
      return reply
        .type('application/x-pem-file')
        .header('Content-Disposition', `attachment; filename="${file}"`)
        .send(row.certificate_data);
    },
  };
}
