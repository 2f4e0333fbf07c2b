import { describe, expect, test } from 'vitest';
import { areasOf } from './areas.ts';
import { type Permission, verbOf } from './permission.ts';

const permission = (full: string, model: string, title: string): Permission => {
  const [app_label = '', codename = ''] = full.split('.');
  return {
    id: full.length,
    name: `Can ${codename}`,
    codename,
    model,
    app_label,
    app_label_verbose: app_label.replace('authentik_', ''),
    model_verbose: title,
  };
};
const all = [
  permission('authentik_rbac.view_role', 'role', 'Role'),
  permission('authentik_core.view_user', 'user', 'User'),
  permission('authentik_core.add_user', 'user', 'User'),
  permission('authentik_core.reset_user_password', 'user', 'User'),
  permission('authentik_core.view_group', 'group', 'Group'),
];
const shape = (wanted: string) =>
  areasOf(all, wanted, ({ name }) => name).map(({ title, kinds }) => [
    title,
    kinds.map((kind) => kind.title),
  ]);

describe('permissions by area and kind', () => {
  test.each([
    {
      words: '',
      areas: [
        ['Core', ['User', 'Group']],
        ['Rbac', ['Role']],
      ],
    },
    { words: ' GROUP ', areas: [['Core', ['Group']]] },
    { words: 'reset_user', areas: [['Core', ['User']]] },
    { words: 'nothing of this kind', areas: [] },
  ])('"$words"', ({ words, areas }) => expect(shape(words)).toEqual(areas));

  test('a kind has its usual ones by verb, and the further ones apart', () => {
    const [core] = areasOf(all, '', ({ name }) => name);
    expect(core?.kinds[0]?.usual.add?.codename).toBe('add_user');
    expect(core?.kinds[0]?.usual.delete).toBeUndefined();
    expect(core?.kinds[0]?.further.map(({ codename }) => codename)).toEqual(['reset_user_password']);
  });

  test('a word that only looks like a verb is none', () =>
    expect(verbOf(permission('authentik_core.view_user_applications', 'user', 'User'))).toBeUndefined());
});
