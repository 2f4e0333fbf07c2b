import type { ObjectUseCases } from '../app/objects/objects.ts';
import type { Catalogue } from '../core/catalogue.ts';
import type { Ports } from '../core/ports.ts';
import { invalid } from '../core/problem/problem.ts';
import type { Handler } from './bind.ts';

/** Making certificates, and reading them. */
export function cryptoHandlers(deps: {
  readonly catalogue: Catalogue;
  readonly cases: ObjectUseCases;
  readonly ports: Pick<Ports, 'certificates' | 'clock' | 'events'>;
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
    async crypto_certificatekeypairs_rotate_create({ params, body, actor }) {
      const where = { pk: String(params.kp_uuid) };
      const row = await cases.find(model, where, 'change', actor);
      const algorithm = row.key_type === 'ec' || row.key_type === 'rsa' ? row.key_type : undefined;
      if (!algorithm || String(row.key_data ?? '') === '')
        throw invalid({
          non_field_errors: [
            'Only an RSA or P-256 key that is kept here can be replaced by a new one. Put the new certificate in its place yourself.',
          ],
        });
      const pair = await ports.certificates.selfSigned({
        // The subject is written as "CN=…, O=…".
        name: /(?:^|, )CN=([^,]+)/.exec(String(row.cert_subject))?.[1] ?? String(row.name),
        algorithm,
        days: Number(body.validity_days),
        now: ports.clock.now(),
      });
      const saved = await cases.update(model, where, pair, actor);
      ports.events.emit({
        action: 'secret_rotate',
        app: 'postern.crypto',
        context: { subject: { model: model.name, pk: row.pk, name: row.name } },
        user: actor.user,
        http_request: actor.http,
      });
      return saved;
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
