import { person } from '../../core/testing/users.ts';
import { bindingRow, brokenStage, flowRow, type SceneSpec, stageRow, wordStage } from './scene.ts';

/** The people and the configurations that several tests of flows share. */

export const ada = person({ username: 'ada' });
export const bob = person({ username: 'bob', pk: 2 });
export const root = person({ username: 'root', pk: 3, is_superuser: true });
export const INBUILT = 'authentik.core.auth.InbuiltBackend';

/** Flow `f` asks for three words, flow `g` for one. */
export const words: SceneSpec = {
  flows: [flowRow('f'), flowRow('g')],
  types: [wordStage(), brokenStage],
  stages: [stageRow('one', 'word'), stageRow('two', 'word'), stageRow('three', 'word')],
  bindings: [
    bindingRow('f', 'one', 10),
    bindingRow('f', 'two', 20),
    bindingRow('f', 'three', 30),
    bindingRow('g', 'two', 10),
  ],
  people: [{ facts: ada }, { facts: bob }, { facts: root }],
};

/** The usual way to sign in. */
export const login: SceneSpec = {
  flows: [flowRow('login')],
  stages: [
    stageRow('who', 'identification', { user_fields: ['username'] }),
    stageRow('secret', 'password', { backends: [INBUILT] }),
    stageRow('in', 'user_login'),
  ],
  bindings: [
    bindingRow('login', 'who', 10),
    bindingRow('login', 'secret', 20),
    bindingRow('login', 'in', 30),
  ],
  people: [
    { facts: ada, password: 'correct' },
    { facts: bob, password: 'battery' },
  ],
};
