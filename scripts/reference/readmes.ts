import { existsSync, readFileSync } from 'node:fs';
import type { Model } from '../../src/core/model/model.ts';
import { catalogue } from '../contract.ts';
import { fieldTable } from './fields.ts';

export const BEGIN = '<!-- fields: generated from schema.ts by "npm run generate" -->';
export const END = '<!-- /fields -->';

/** Every type with its folder, and what the tables of its README are made of. */
export const typeFolders = (): readonly {
  folder: string;
  kind: string;
  model: Model;
  mappings: readonly Model[];
}[] =>
  (['policies', 'stages', 'sources', 'providers'] as const).flatMap((kind) =>
    catalogue[kind].map((type) => ({
      folder: `src/${kind}/${type.type}`,
      kind,
      model: catalogue.model(type.model),
      mappings: 'mappings' in type ? type.mappings.map(({ model }) => catalogue.model(model)) : [],
    })),
  );

/** The README of each type with its field tables made anew; where it has no place for them, one is added at its end. */
export function readmes(): readonly (readonly [string, string])[] {
  return typeFolders().flatMap(({ folder, model, mappings }) => {
    const path = `${folder}/README.md`;
    if (!existsSync(path)) return [];
    const base = catalogue.model(model.base ?? model.name);
    const shared = new Set(Object.keys(base.fields.shape));
    const parts = [
      fieldTable(model, shared),
      ...(shared.size > 0 ? [`Besides, those of every ${base.title.toLowerCase()}: ${list(shared)}.`] : []),
      ...mappings.flatMap((mapping) => [`### ${mapping.title}`, fieldTable(mapping)]),
    ];
    return [[path, placed(readFileSync(path, 'utf8'), parts.join('\n\n'))]];
  });
}

const list = (names: ReadonlySet<string>): string => [...names].map((name) => `\`${name}\``).join(', ');

function placed(text: string, tables: string): string {
  const between = `${BEGIN}\n\n${tables}\n\n${END}`;
  const start = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (start >= 0 && end > start) return text.slice(0, start) + between + text.slice(end + END.length);
  return `${text.trimEnd()}\n\n## Fields\n\n${between}\n`;
}
