import { describe, expect, test } from 'vitest';
import { conditionalCatalogue } from '../../../../policies/conditional/catalogue.ts';
import type { Catalogue } from './catalogue.ts';
import { groupsOf, operatorsFor, typeOf } from './catalogue.ts';
import {
  actionsOf,
  errorsAt,
  errorsWithin,
  moved,
  newAction,
  newCompare,
  operandControl,
} from './document.ts';

const catalogue = JSON.parse(JSON.stringify(conditionalCatalogue())) as Catalogue;
const variable = (key: string) => catalogue.variables.find((one) => one.key === key);
const operator = (key: string) => catalogue.operators.find((one) => one.key === key);

describe('the builder of conditional policies', () => {
  test('every variable has an operator and a control for its value, whatever the operator', () => {
    for (const one of catalogue.variables)
      for (const cast of one.type.kind === 'any' ? catalogue.casts : [undefined]) {
        const type = typeOf(one, cast);
        const operators = operatorsFor(catalogue, type);
        expect(operators.length, one.key).toBeGreaterThan(0);
        for (const each of operators)
          expect(operandControl(each, type) === undefined, `${one.key} ${each.key}`).toBe(
            each.operand === 'none',
          );
        expect(newCompare(catalogue, one).operator).not.toBe('');
      }
  });

  test.each([
    ['request.client_ip', 'in_network', 'words'],
    ['request.client_ip', 'eq', 'text'],
    ['user.type', 'eq', 'choice'],
    ['user.type', 'in', 'choices'],
    ['user.groups', 'has_any', 'references'],
    ['user.groups', 'has_item', 'reference'],
    ['user.groups', 'length_gt', 'number'],
    ['user.date_joined', 'older_than', 'duration'],
    ['user.date_joined', 'lt', 'moment'],
    ['request.asn.asn', 'between', 'words'],
  ])('%s %s is entered by %s', (key, how, control) => {
    const [found, way] = [variable(key), operator(how)];
    if (!found || !way) throw new Error('not in the catalogue');
    expect(operandControl(way, found.type)?.control).toBe(control);
  });

  test('every kind of step begins with what can be filled in', () => {
    expect(newAction(catalogue, 'condition')).toMatchObject({ condition: { type: 'compare' } });
    expect(newAction(catalogue, 'if')).toMatchObject({ then_actions: [], else_actions: [] });
    expect(newAction(catalogue, 'stop')).toMatchObject({ result: 'fail' });
    expect(newAction(catalogue, 'set')).toMatchObject({ target: { key: 'plan.context' } });
  });

  test('variables stand under the headings of their labels', () => {
    const groups = groupsOf(catalogue.variables);
    expect(groups.map(({ label }) => label)).toContain('User');
    expect(groups.flatMap(({ variables }) => variables)).toHaveLength(catalogue.variables.length);
  });

  test('what is no document has no steps; errors stand at their own node; steps move within the list', () => {
    expect([actionsOf(undefined), actionsOf({ actions: 1 }), actionsOf({ actions: [] })]).toEqual([
      [],
      [],
      [],
    ]);
    const errors = {
      'actions.0.operator': ['a'],
      'actions.0.children.1.operator': ['b'],
      'actions.0': ['c'],
    };
    expect(errorsAt(errors, 'actions.0', 'operator')).toEqual(['c', 'a']);
    expect(errorsWithin(errors, 'actions.0')).toEqual(['a', 'b', 'c']);
    expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  });
});
