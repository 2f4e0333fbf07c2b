/** All that a conditional policy's document may be made of, as the API tells it. */
export interface Catalogue {
  readonly facts: readonly { readonly key: string; readonly label: string }[];
  readonly variables: readonly Variable[];
  readonly setters: readonly { readonly key: string; readonly label: string; readonly param: string }[];
  readonly operators: readonly Operator[];
  readonly casts: readonly string[];
}

export interface ValueType {
  readonly kind: string;
  readonly model?: string;
  readonly choices?: readonly string[];
  readonly prefix?: string;
}

export interface Variable {
  readonly key: string;
  readonly label: string;
  readonly type: ValueType & { readonly of?: ValueType };
  readonly param: string | null;
}

export interface Operator {
  readonly key: string;
  readonly label: string;
  readonly kinds: readonly string[];
  readonly operand: string;
  readonly negatable: boolean;
  readonly case_option: boolean;
}

/** The variables under the headings that their labels begin with. */
export function groupsOf(
  variables: readonly Variable[],
): readonly { readonly label: string; readonly variables: readonly Variable[] }[] {
  const groups = new Map<string, Variable[]>();
  for (const variable of variables) {
    const [label = ''] = variable.label.split(':', 1);
    groups.set(label, [...(groups.get(label) ?? []), variable]);
  }
  return [...groups].map(([label, found]) => ({ label, variables: found }));
}

/** What a variable is read as: what it is, or what somebody says that it is. */
export const typeOf = ({ type }: Variable, cast: string | undefined): Variable['type'] =>
  type.kind === 'any' && cast ? { kind: cast } : type;

export const operatorsFor = ({ operators }: Catalogue, { kind }: ValueType): readonly Operator[] =>
  operators.filter(({ kinds }) => kinds.includes(kind));
