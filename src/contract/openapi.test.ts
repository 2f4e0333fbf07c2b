import { expect, test } from 'vitest';
import { catalogue } from '../core/catalogue.ts';
import { policyTypes } from '../policies/index.ts';
import { providerTypes } from '../providers/index.ts';
import { sourceTypes } from '../sources/index.ts';
import { stageTypes } from '../stages/index.ts';
import { api } from './api.ts';
import { openapi } from './openapi.ts';

const { routes } = api(
  catalogue({ policies: policyTypes, stages: stageTypes, sources: sourceTypes, providers: providerTypes }),
);
const document = JSON.parse(JSON.stringify(openapi(routes, { version: '0' })));

test('every route is in the document, under its own name', () => {
  const ids = Object.values(
    document.paths as Record<string, Record<string, { operationId: string }>>,
  ).flatMap((item) => Object.values(item).map(({ operationId }) => operationId));
  expect(ids.sort()).toEqual(routes.map(({ id }) => id).sort());
  expect(ids.length).toBeGreaterThan(100);
});

test('every reference leads somewhere', () => {
  const text = JSON.stringify(document);
  const names = new Set([...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name));
  expect([...names].filter((name) => !(String(name) in document.components.schemas))).toEqual([]);
  expect(text).not.toContain('#/$defs/');
});

test('A58: no answer has a secret field', () => {
  const { User, Token, OAuth2Provider, CertificateKeyPair } = document.components.schemas;
  expect(User.properties).not.toHaveProperty('password');
  expect(Token.properties).not.toHaveProperty('key_hash');
  expect(CertificateKeyPair.properties).not.toHaveProperty('key_data');
  expect(OAuth2Provider?.properties ?? {}).toHaveProperty('client_id');
});
