import { IPADDRESS } from './addresses.ts';
import { DATE, DATETIME, TIME } from './dates.ts';
import { HASHLIB } from './hashes.ts';
import { JSON_MODULE } from './json.ts';
import { MATH } from './mathematics.ts';
import { OBJECT, Obj, Type, type Value } from './objects.ts';
import { RE } from './regex.ts';
import { TIMEDELTA, TIMEZONE, TZINFO, UTC } from './spans.ts';

const MODULE = new Type('module', OBJECT);

export class Module extends Obj {
  readonly name: string;
  readonly members: ReadonlyMap<string, Value>;

  constructor(name: string, members: readonly (readonly [string, Value])[]) {
    super();
    this.name = name;
    this.members = new Map(members);
  }

  get type(): Type {
    return MODULE;
  }

  override field(name: string): Value | undefined {
    return this.members.get(name);
  }

  override repr(): string {
    return `'${this.name}'`;
  }

  plain(): unknown {
    return `<module '${this.name}'>`;
  }
}

const DATETIME_MODULE: readonly (readonly [string, Value])[] = [
  ['date', DATE],
  ['datetime', DATETIME],
  ['time', TIME],
  ['timedelta', TIMEDELTA],
  ['timezone', TIMEZONE],
  ['tzinfo', TZINFO],
  ['UTC', UTC],
  ['MINYEAR', 1],
  ['MAXYEAR', 9999],
];

const MODULES: ReadonlyMap<string, Module> = new Map(
  Object.entries({
    datetime: DATETIME_MODULE,
    hashlib: HASHLIB,
    ipaddress: IPADDRESS,
    json: JSON_MODULE,
    math: MATH,
    re: RE,
  }).map(([name, members]) => [name, new Module(name, members)]),
);

export const moduleOf = (name: string): Module | undefined => MODULES.get(name);

/** The names that a module has in expressions; undefined where it cannot be imported. */
export const moduleMembers = (name: string): ReadonlySet<string> | undefined => {
  const module = MODULES.get(name);
  return module && new Set(module.members.keys());
};
