import type { Catalogue } from '../../core/catalogue.ts';
import type { Actor } from '../../core/directory/ports.ts';
import type { Replica } from '../../core/model/objects.ts';
import { invalid } from '../../core/problem/problem.ts';
import { SETTINGS_PK, settingsOf } from '../../core/system/settings.ts';
import type { ObjectUseCases } from '../objects/objects.ts';

type Values = Readonly<Record<string, unknown>>;

/** A setting that is made where Postern is started: its value, and the variable that sets it; none where nothing does. */
export interface FixedSetting {
  readonly value: unknown;
  readonly variable: string;
}

export interface SettingsDeps {
  readonly catalogue: Catalogue;
  readonly replica: Pick<Replica, 'get'>;
  readonly cases: Pick<ObjectUseCases, 'update'>;
  readonly fixed: Readonly<Record<string, FixedSetting>>;
}

/** Behaviours that others have and Postern does not: they are always off. */
const FLAGS_OFF = {
  enterprise_audit_include_expanded_diff: false,
  flows_continuous_login: false,
  flows_refresh_others: false,
};

/** The settings of all of Postern: those that are kept here, and those of where it was started. */
export interface Settings {
  read(): Values;
  /** What is fixed may be sent along as it is; another value is refused with the place where it is set. */
  write(body: Values, actor: Actor): Promise<Values>;
}

export function createSettings({ catalogue, replica, cases, fixed }: SettingsDeps): Settings {
  const read = (): Values => {
    const { event_retention, core_default_app_access } = settingsOf(replica);
    return {
      ...Object.fromEntries(Object.entries(fixed).map(([name, { value }]) => [name, value])),
      event_retention,
      flags: { core_default_app_access, ...FLAGS_OFF },
      fixed: Object.fromEntries(Object.entries(fixed).map(([name, { variable }]) => [name, variable])),
    };
  };
  return {
    read,
    async write({ flags = {}, ...body }, actor) {
      const errors: Record<string, string[]> = {};
      for (const [name, { value, variable }] of Object.entries(fixed))
        if (body[name] !== undefined && body[name] !== value)
          errors[name] = [
            variable === ''
              ? 'This cannot be changed.'
              : `This is set where Postern is started: change ${variable} there, and start it again.`,
          ];
      const switched = flags as Readonly<Record<string, boolean | undefined>>;
      if (Object.keys(FLAGS_OFF).some((name) => switched[name] === true))
        errors.flags = ['Postern does not have this behaviour: it stays off.'];
      if (Object.keys(errors).length > 0) throw invalid(errors);
      const changes = {
        event_retention: body.event_retention,
        core_default_app_access: switched.core_default_app_access,
      };
      await cases.update(
        catalogue.model('postern.systemsettings'),
        { pk: SETTINGS_PK },
        Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)),
        actor,
        { admitted: true },
      );
      return read();
    },
  };
}
