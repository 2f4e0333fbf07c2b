import { z } from 'zod';
import { typed } from '../directory/replies.ts';
import { defineModel, type Model } from '../model/model.ts';

/** A kind of property mapping: an expression that turns what is known into claims, attributes or user fields. */
export interface MappingType {
  /** Value of the `type` column, e.g. `provider/scope`: also the path below `/propertymappings/`. */
  readonly type: string;
  readonly model: string;
  readonly component: string;
  readonly title: string;
  readonly description: string;
  /** Fields beside `name`, `expression`, `managed`. */
  readonly config: z.ZodObject;
  /** Own fields to filter by. */
  readonly filters: readonly string[];
}

const fields = {
  managed: z.string().min(1).nullable().default(null).meta({
    title: 'Managed',
    description: 'Set where a blueprint keeps the mapping; such a mapping is better copied than changed.',
  }),
  name: z.string().trim().min(1).meta({ title: 'Name', description: 'Unique among all mappings.' }),
  expression: z.string().min(1).meta({ title: 'Expression', widget: 'expression' }),
};

/** Mappings of sources see what the source said, those of providers the person. */
const expressionOf = ({ type }: MappingType) =>
  fields.expression.meta({
    title: 'Expression',
    description: 'TypeScript: the body of a function. What it returns is what the mapping says.',
    widget: 'expression',
    target: type.startsWith('source/') ? 'source_mapping' : 'property_mapping',
  });

const shared = {
  table: 'property_mappings',
  columns: { name: 'text', managed: 'text' },
  unique: [['name'], ['managed']],
  search: ['name', 'managed', 'expression'],
  ordering: ['name'],
  replicated: true,
  computed: z.strictObject(typed),
} as const;

export const propertyMapping = defineModel({
  ...shared,
  name: 'authentik_core.propertymapping',
  title: 'Property mapping',
  plural: 'Property mappings',
  fields: z.strictObject(fields),
  filters: { name: ['exact'], managed: ['in', 'isnull'] },
  abstract: true,
});

export const mappingModel = (type: MappingType): Model =>
  defineModel({
    ...shared,
    name: type.model,
    type: type.type,
    base: propertyMapping.name,
    title: type.title,
    plural: `${type.title}s`,
    description: type.description,
    component: type.component,
    fields: z.strictObject({ ...fields, expression: expressionOf(type), ...type.config.shape }),
    filters: {
      name: ['exact'],
      managed: ['in', 'isnull'],
      ...Object.fromEntries(type.filters.map((field) => [field, ['exact'] as const])),
    },
  });
