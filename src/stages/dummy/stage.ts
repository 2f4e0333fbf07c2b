import { z } from 'zod';
import { defineStageType } from '../../core/flow/stage-type.ts';
import { DummyConfig } from './schema.ts';
import { german } from './words.de.ts';

/** Shows its name and asks for nothing: for trying a flow and its policies out. */
export const dummy = defineStageType({
  type: 'dummy',
  model: 'authentik_stages_dummy.dummystage',
  component: 'ak-stage-dummy-form',
  title: 'Dummy',
  description: 'Shows its name and asks for nothing; for trying a flow out.',
  config: DummyConfig,
  words: { de: german },
  challenge: 'ak-stage-dummy',
  asks: z.strictObject({ name: z.string() }),
  answer: z.strictObject({}),
  messages: {},
  uses: [],
  proves: false,
  begin({ config, stage, ask }) {
    if (config.throw_error) throw new Error(`The stage ${stage.name} fails because it was told to.`);
    return ask({ name: stage.name });
  },
  answered: ({ done }) => done(),
});
