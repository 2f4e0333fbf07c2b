import { type Api, api } from '../src/contract/api.ts';
import { openapi } from '../src/contract/openapi.ts';
import { type Catalogue, catalogue as createCatalogue } from '../src/core/catalogue.ts';
import { policyTypes } from '../src/policies/index.ts';
import { providerTypes } from '../src/providers/index.ts';
import { VERSION } from '../src/server/version.ts';
import { sourceTypes } from '../src/sources/index.ts';
import { stageTypes } from '../src/stages/index.ts';

/** Everything that this Postern knows, as the server puts it together. */
export const catalogue: Catalogue = createCatalogue({
  policies: policyTypes,
  stages: stageTypes,
  sources: sourceTypes,
  providers: providerTypes,
});

export const contract: Api = api(catalogue);

/** The API's description as a client gets it. */
export const description = JSON.parse(
  JSON.stringify(openapi(contract.routes, { version: VERSION })),
) as Readonly<Record<string, unknown>>;
