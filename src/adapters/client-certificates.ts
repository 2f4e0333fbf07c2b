import { X509Certificate as Certificate } from 'node:crypto';
import type { X509Certificate as Parsed } from '@peculiar/x509';
import type { ClientCertificate, ClientCertificates, ClientRefusal } from '../core/crypto/client.ts';

/** Authorities between the person's certificate and one that is trusted at most. */
const MOST_BETWEEN = 5;
const WEAK = /^(SHA-?1|MD[245])$/i;
const FEWEST_BITS = 2_048;

const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
const ANY_USE = '2.5.29.37.0';
const NAME_CONSTRAINTS = '2.5.29.30';
/** Basic constraints, key usage, alternative names, extended key usage: what is looked at here. */
const UNDERSTOOD: ReadonlySet<string> = new Set(['2.5.29.19', '2.5.29.15', '2.5.29.17', '2.5.29.37']);

type Library = typeof import('@peculiar/x509');

/** One certificate, as both libraries see it: one knows signatures and names, the other extensions. */
interface Seen {
  readonly pem: string;
  readonly node: Certificate;
  readonly parsed: Parsed;
}

const library = async (): Promise<Library> => {
  await import('reflect-metadata');
  return import('@peculiar/x509');
};

function see(pem: string, { X509Certificate }: Library): Seen | undefined {
  try {
    return { pem, node: new Certificate(pem), parsed: new X509Certificate(pem) };
  } catch {
    return undefined;
  }
}

const timeOf = ({ parsed }: Seen, now: number): ClientRefusal | undefined => {
  if (now > parsed.notAfter.getTime()) return 'expired';
  return now < parsed.notBefore.getTime() ? 'not_yet_valid' : undefined;
};

/** Extensions that demand to be understood and are not; signatures that others can forge. */
function isStrange({ parsed, node }: Seen): boolean {
  const strange = parsed.extensions.some(
    ({ type, critical }) => type === NAME_CONSTRAINTS || (critical && !UNDERSTOOD.has(type)),
  );
  const hash = String((parsed.signatureAlgorithm as { hash?: { name?: string } }).hash?.name ?? '');
  const { asymmetricKeyType, asymmetricKeyDetails } = node.publicKey;
  const short = asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) < FEWEST_BITS;
  return strange || WEAK.test(hash) || short;
}

/** Whether it may stand above others, with so many authorities between it and the person's own. */
function isAuthority({ parsed }: Seen, below: number, lib: Library): boolean {
  const constraints = parsed.getExtension(lib.BasicConstraintsExtension);
  const usage = parsed.getExtension(lib.KeyUsagesExtension);
  const signs = usage === null || (usage.usages & lib.KeyUsageFlags.keyCertSign) !== 0;
  return constraints?.ca === true && signs && below <= (constraints.pathLength ?? Number.POSITIVE_INFINITY);
}

/** RFC 5280, 4.2.1.12: where nothing is said of the use, every use is meant. */
function isForClients({ parsed }: Seen, lib: Library): boolean {
  const usage = parsed.getExtension(lib.KeyUsagesExtension);
  const uses = parsed.getExtension(lib.ExtendedKeyUsageExtension);
  const signs = usage === null || (usage.usages & lib.KeyUsageFlags.digitalSignature) !== 0;
  const meant = uses === null || uses.usages.some((use) => use === CLIENT_AUTH || use === ANY_USE);
  return parsed.getExtension(lib.BasicConstraintsExtension)?.ca !== true && signs && meant;
}

function issued(child: Seen, parent: Seen): boolean {
  try {
    return child.node.checkIssued(parent.node) && child.node.verify(parent.node.publicKey);
  } catch {
    return false;
  }
}

function factsOf({ pem, node, parsed }: Seen, lib: Library): ClientCertificate {
  const names = parsed.getExtension(lib.SubjectAlternativeNameExtension)?.names.items ?? [];
  const mails = names.filter(({ type }) => type === 'email').map(({ value }) => value);
  return {
    subject: parsed.subject,
    issuer: parsed.issuer,
    serial_number: node.serialNumber.toLowerCase(),
    fingerprint_sha256: node.fingerprint256.toLowerCase(),
    fingerprint_sha1: node.fingerprint.toLowerCase(),
    common_names: parsed.subjectName.getField('CN'),
    // The older place counts only where the newer one says nothing.
    emails: mails.length > 0 ? mails : parsed.subjectName.getField('E'),
    raw: pem,
  };
}

/** Certificates of people, checked with Node's cryptography. Lists of revoked certificates are not asked. */
export const clientCertificates: ClientCertificates = {
  async verify({ chain, authorities, now }) {
    const lib = await library();
    const [own, ...between] = chain.map((pem) => see(pem, lib));
    if (!own) return { refused: 'unreadable' };
    const trusted = authorities.flatMap((pem) => see(pem, lib) ?? []);
    const others = between.flatMap((one) => one ?? []);

    const stands = (one: Seen, below: number) =>
      isAuthority(one, below, lib) && !isStrange(one) && timeOf(one, now) === undefined;
    const leads = (child: Seen, below: number, left: readonly Seen[]): boolean =>
      trusted.some((anchor) => stands(anchor, below) && issued(child, anchor)) ||
      (below < MOST_BETWEEN &&
        left.some(
          (parent) =>
            stands(parent, below) &&
            issued(child, parent) &&
            leads(
              parent,
              below + 1,
              left.filter((one) => one !== parent),
            ),
        ));

    // First whether it is one of ours: of others nothing more is said.
    if (!leads(own, 0, others)) return { refused: 'unknown_authority' };
    const time = timeOf(own, now);
    if (time) return { refused: time };
    if (isStrange(own)) return { refused: 'unsupported' };
    if (!isForClients(own, lib)) return { refused: 'wrong_use' };
    return { certificate: factsOf(own, lib) };
  },
};
