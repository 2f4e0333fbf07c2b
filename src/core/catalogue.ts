import { entitlement } from './application/entitlement.ts';
import { application } from './application/models.ts';
import { deviceType } from './authenticator/device-types.ts';
import type { DeviceKind } from './authenticator/kind.ts';
import { device, deviceModel } from './authenticator/models.ts';
import { blueprintInstance } from './blueprint/models.ts';
import { brand } from './brand/models.ts';
import { certificateKeyPair } from './crypto/models.ts';
import { initialPermissions } from './directory/initial-permissions.ts';
import { group, objectPermission, role, session, token, user, userConsent } from './directory/models.ts';
import { event } from './event/models.ts';
import {
  notification,
  notificationRule,
  notificationTransport,
  webhookMapping,
} from './event/notification-models.ts';
import { flow, prompt, stage, stageBinding, stageModel } from './flow/models.ts';
import type { StageType } from './flow/stage-type.ts';
import { invitation } from './invitation/models.ts';
import { type MappingType, mappingModel, propertyMapping } from './mapping/models.ts';
import type { Model } from './model/model.ts';
import { accessToken, authorizationCode, refreshToken } from './oauth/models.ts';
import { policyVersion } from './policy/history.ts';
import { closedTarget, policy, policyBinding, policyModel } from './policy/models.ts';
import type { PolicyType } from './policy/type.ts';
import { provider, providerModel } from './provider/models.ts';
import type { ProviderType } from './provider/type.ts';
import { reputation } from './reputation/models.ts';
import { groupSourceConnection, source, sourceModel, userSourceConnection } from './source/models.ts';
import type { SourceType } from './source/type.ts';
import { systemSettings } from './system/settings.ts';

/** The four lists of types; a new type is one more entry in one of them. */
export interface Types {
  readonly policies: readonly PolicyType[];
  readonly stages: readonly StageType[];
  readonly sources: readonly SourceType[];
  readonly providers: readonly ProviderType[];
}

/** Everything that this Postern knows: the types and the models of every kind of object. */
export interface Catalogue extends Types {
  /** The kinds of property mapping, whoever declares them. */
  readonly mappings: readonly MappingType[];
  /** The kinds of device, from the stages that set them up. */
  readonly devices: readonly DeviceKind[];
  readonly models: readonly Model[];
  /** Throws where the name is unknown: a bug, not bad input; use `find` for names that people write. */
  model(name: string): Model;
  find(name: string): Model | undefined;
  /** The model that a row belongs to: by table and, where several share it, by its `type`. */
  modelOf(table: string, type: unknown): Model;
}

/** Builds the catalogue; refuses two types or models of one name. */
export function catalogue(types: Types): Catalogue {
  const mappings = [
    ...[...types.providers, ...types.sources].flatMap((type) => type.mappings),
    webhookMapping,
  ];
  const devices = types.stages.flatMap((type) => (type.device ? [type.device] : []));
  const models: readonly Model[] = [
    user,
    group,
    role,
    objectPermission,
    initialPermissions,
    token,
    session,
    userConsent,
    device,
    ...devices.map(deviceModel),
    deviceType,
    policy,
    ...types.policies.map(policyModel),
    policyBinding,
    policyVersion,
    closedTarget,
    reputation,
    flow,
    stage,
    ...types.stages.map(stageModel),
    stageBinding,
    prompt,
    application,
    entitlement,
    provider,
    ...types.providers.map(providerModel),
    propertyMapping,
    ...mappings.map(mappingModel),
    source,
    ...types.sources.map(sourceModel),
    userSourceConnection,
    groupSourceConnection,
    brand,
    certificateKeyPair,
    accessToken,
    refreshToken,
    authorizationCode,
    event,
    notificationTransport,
    notificationRule,
    notification,
    blueprintInstance,
    systemSettings,
    invitation,
  ];
  const byName = new Map(models.map((model) => [model.name, model]));
  if (byName.size !== models.length) throw new Error('two models have the same name');
  const byType = new Map(models.map((model) => [`${model.table}/${model.type ?? ''}`, model]));
  const find = (name: string) => byName.get(name.toLowerCase());
  const model = (name: string): Model => {
    const found = find(name);
    if (!found) throw new Error(`there is no model ${name}`);
    return found;
  };
  const modelOf = (table: string, type: unknown): Model => {
    const found = byType.get(`${table}/${typeof type === 'string' ? type : ''}`) ?? byType.get(`${table}/`);
    if (!found) throw new Error(`there is no model of table ${table}`);
    return found;
  };
  return { ...types, mappings, devices, models, model, find, modelOf };
}
