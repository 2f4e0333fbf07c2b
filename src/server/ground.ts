import { authenticatorNames } from '../adapters/authenticator-names.ts';
import { publicOrigin } from '../adapters/configuration/public-url.ts';
import { createGeoIP } from '../adapters/geoip/geoip.ts';
import { systemClock, systemDigest, systemRandom } from '../adapters/system.ts';
import { createRecorder } from '../app/events/recorder.ts';
import { createAuthority } from '../app/objects/authority.ts';
import { createReputation } from '../app/reputation/reputation.ts';
import { brandOf } from '../core/brand/brand-of.ts';
import { catalogue as createCatalogue } from '../core/catalogue.ts';
import { createGraph } from '../core/policy/graph.ts';
import { retentionOf } from '../core/system/settings.ts';
import { policyTypes } from '../policies/index.ts';
import { providerTypes } from '../providers/index.ts';
import { sourceTypes } from '../sources/index.ts';
import { stageTypes } from '../stages/index.ts';
import { keepDeviceTypes } from '../store/device-types.ts';
import { createEventStore } from '../store/events.ts';
import { createObjects } from '../store/objects.ts';
import { createPeopleStore } from '../store/people.ts';
import { startReplica } from '../store/replica.ts';
import { createReputationStore } from '../store/reputation.ts';
import type { ComposeInput } from './compose.ts';
import type { Notifying } from './notifying.ts';
import { createMetrics } from './operations.ts';
import { createSpeech } from './words/speech.ts';

/**
 * What everything else stands on: what there is, who is who, where from, and what happened. `judging` are the notification rules, which are made later: nobody asks before
 * they are there.
 */
export async function layGround(
  { configuration, database, log }: Pick<ComposeInput, 'configuration' | 'database' | 'log'>,
  judging: () => Pick<Notifying['judging'], 'concerns' | 'wake'>,
) {
  const catalogue = createCatalogue({
    policies: policyTypes,
    stages: stageTypes,
    sources: sourceTypes,
    providers: providerTypes,
  });
  await keepDeviceTypes(database, authenticatorNames);
  const replica = await startReplica(database, catalogue.models, { log, now: systemClock.now });
  const graph = createGraph(replica, catalogue);
  const objects = createObjects(database, replica);
  const store = createPeopleStore(database, replica);
  const authority = createAuthority(replica);
  const metrics = createMetrics();
  const user = (pk: number) => graph.user(pk);
  const brand = (host: string) => brandOf(replica.all('brands'), host);
  const speech = createSpeech(catalogue, brand);
  const superusers = () =>
    [...replica.all('users')].flatMap(({ pk }) => {
      const facts = graph.user(Number(pk));
      return facts?.is_active && facts.is_superuser ? [Number(pk)] : [];
    });
  const uid = ({ uuid }: { readonly uuid: unknown }) => systemDigest.sha256(`postern/uid/${String(uuid)}`);

  /** For links that leave Postern, whoever says under what name they came. */
  const origin = (host: string) =>
    publicOrigin(configuration.public_url, { host, localAddress: undefined, localPort: undefined });

  const later = (work: () => void, milliseconds: number) => {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  };
  const geoip = createGeoIP({ city: configuration.geoip_city, asn: configuration.geoip_asn, log });
  const recorder = createRecorder({
    store: createEventStore(database),
    clock: systemClock,
    random: systemRandom,
    geoip,
    log,
    later,
    brand(host) {
      const found = brand(host);
      return found ? { pk: found.pk, app: 'authentik_brands', model_name: 'brand', name: found.domain } : {};
    },
    retention: () => retentionOf(replica),
    // Rules are asked by what is made of this ground, and of what tells events.
    rules: {
      concerns: (event) => judging().concerns(event),
      wake: () => judging().wake(),
    },
  });
  const reputation = await createReputation({
    store: createReputationStore(database),
    clock: systemClock,
    log,
    limits: {
      lower: configuration.reputation_lower_limit,
      upper: configuration.reputation_upper_limit,
      expiry: configuration.reputation_expiry,
      recovery: configuration.reputation_recovery,
    },
    place(ip) {
      const { geoip: geo, asn } = geoip.lookup(ip);
      return { geo: { ...geo }, asn: { ...asn } };
    },
    later,
  });
  const events = {
    emit(draft: Parameters<typeof recorder.emit>[0]) {
      metrics.events.inc({ action: draft.action.startsWith('custom_') ? 'custom' : draft.action });
      recorder.emit(draft);
      reputation.heed(draft);
    },
  };
  return {
    catalogue,
    replica,
    graph,
    objects,
    store,
    authority,
    metrics,
    user,
    brand,
    speech,
    superusers,
    uid,
    origin,
    geoip,
    recorder,
    reputation,
    events,
  };
}
