import { deviceTypeFields } from '../../core/authenticator/device-types.ts';
import type { Catalogue } from '../../core/catalogue.ts';
import type { Presenter } from './present.ts';

/** Stages that list makes of authenticators, with the names of those. */
export const stagePresenters = ({
  stages,
  model,
}: Pick<Catalogue, 'stages' | 'model'>): Record<string, Presenter> =>
  Object.fromEntries(
    stages.flatMap((type): [string, Presenter][] => {
      const fields = deviceTypeFields(model(type.model));
      return fields.length > 0 ? [[type.model, named(fields)]] : [];
    }),
  );

const named =
  (fields: readonly string[]): Presenter =>
  (row, _model, { replica }) =>
    Object.fromEntries(
      fields.map((field) => [
        `${field}_obj`,
        (Array.isArray(row[field]) ? row[field] : []).flatMap((pk) => {
          const make = replica.get('webauthn_device_types', String(pk));
          return make ? [{ aaguid: make.aaguid, description: make.description }] : [];
        }),
      ]),
    );
