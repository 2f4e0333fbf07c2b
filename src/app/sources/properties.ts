import type { Row } from '../../core/model/model.ts';
import type { HttpFacts } from '../../core/policy/request.ts';
import { ANONYMOUS } from '../../core/policy/request.ts';
import type { Identity } from '../../core/source/driver.ts';
import { named, type SourcesDeps } from './deps.ts';

type Json = Readonly<Record<string, unknown>>;

/** What a source says about a person, in the words of a user here. */
export interface Properties {
  /** For the directory: no nulls, no groups. */
  readonly user: Json;
  readonly groups: readonly GroupProperties[];
}

export interface GroupProperties {
  /** How the source calls the group. */
  readonly identifier: string;
  readonly name: string;
  readonly attributes: Json;
}

/** A mapping failed: nobody signs in with half of what is known about them. */
export class MappingFault {
  readonly mapping: string;
  readonly detail: string;

  constructor(mapping: string, detail: string) {
    this.mapping = mapping;
    this.detail = detail;
  }
}

/** Milliseconds until an expression has answered; its own budget is the sandbox's, this one also holds the queue. */
const PATIENCE = 10_000;
/** More groups than this are not a person's. */
const MOST_GROUPS = 500;

/** Names that lead to the language's own objects. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

/** Nobody is signed in yet where a mapping runs. */
const { group_pks: _, ...NOBODY } = ANONYMOUS;

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** PostgreSQL has no text with a zero byte. */
const isText = (value: unknown): value is string => typeof value === 'string' && !value.includes('\0');

/** The source's own words first, then its mappings in their order; a null takes a property away. */
export async function propertiesOf(
  source: Row,
  identity: Identity,
  http_request: HttpFacts,
  deps: Pick<SourcesDeps, 'replica' | 'sandbox' | 'events' | 'clock'>,
): Promise<Properties | MappingFault> {
  const words = { ...identity.words, info: identity.info, source: named(source) };

  async function mapped(field: string, base: Json, more: Json): Promise<Json | MappingFault> {
    let properties = base;
    for (const pk of Array.isArray(source[field]) ? source[field] : []) {
      const mapping = deps.replica.get('property_mappings', String(pk));
      if (!mapping) continue;
      const result = await deps.sandbox.run(
        String(mapping.expression),
        {
          request: { user: NOBODY, http_request, obj: null, context: {}, time: deps.clock.now() },
          extra: { ...words, ...more, properties },
        },
        PATIENCE,
      );
      const fault = !result.ok
        ? `${result.fault}: ${result.detail}`
        : result.value === undefined || result.value === null || isRecord(result.value)
          ? undefined
          : 'it did not return an object';
      if (fault !== undefined) {
        deps.events.emit({
          action: 'property_mapping_exception',
          app: 'postern.sources',
          context: { message: fault, mapping: { pk, name: mapping.name }, source: named(source) },
          http_request,
        });
        return new MappingFault(String(mapping.name), fault);
      }
      if (result.ok && isRecord(result.value)) properties = { ...properties, ...result.value };
    }
    return Object.fromEntries(
      Object.entries(properties).filter(
        ([name, value]) =>
          value !== null &&
          value !== undefined &&
          !RESERVED.has(name) &&
          (typeof value !== 'string' || isText(value)),
      ),
    );
  }

  const user = await mapped('user_property_mappings', identity.properties, { group_id: null });
  if (user instanceof MappingFault) return user;
  const { groups: listed, ...rest } = user;
  const identifiers = [
    ...new Set((Array.isArray(listed) ? listed : []).filter((name) => isText(name) && name !== '')),
  ].slice(0, MOST_GROUPS) as string[];
  const groups: GroupProperties[] = [];
  for (const identifier of identifiers) {
    const properties = await mapped(
      'group_property_mappings',
      { name: identifier },
      { group_id: identifier },
    );
    if (properties instanceof MappingFault) return properties;
    groups.push({
      identifier,
      name: isText(properties.name) && properties.name.trim() !== '' ? properties.name.trim() : identifier,
      // Privileges are given here, never by a source: neither the superuser flag nor parents nor roles.
      attributes: isRecord(properties.attributes) ? properties.attributes : {},
    });
  }
  return { user: rest, groups };
}

/** Where new users of a source belong; a template that cannot be filled gives `users`. */
export function userPath(source: Row): string {
  const values: Json = { slug: source.slug, name: source.name, pk: source.pk, type: source.type };
  let broken = false;
  const path = String(source.user_path_template ?? '').replace(
    /%(?:%|\((\w+)\)s|.?)/g,
    (place, name: string | undefined) => {
      if (place === '%%') return '%';
      const value = name === undefined ? undefined : values[name];
      if (value === undefined) broken = true;
      return String(value ?? '');
    },
  );
  return broken || path === '' ? 'users' : path;
}
