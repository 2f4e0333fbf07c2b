import type { AddressInfo } from 'node:net';
import { startHouse } from '../house.ts';
import { announce, FLOW, STEPS } from './contestant.ts';

/** All of Postern, with a flow of many steps that ask for nothing. */
const house = await startHouse();
const { catalogue, objects, replica, server } = house.postern;
const add = (name: string, values: object) => {
  const model = catalogue.model(name);
  return objects.insert(model, model.fields.parse(values) as Record<string, unknown>);
};
const flow = await add('authentik_flows.flow', {
  name: FLOW,
  slug: FLOW,
  title: 'Steps',
  designation: 'authentication',
});
const stage = await add('authentik_stages_dummy.dummystage', { name: 'step' });
for (let order = 0; order < STEPS; order++)
  await add('authentik_flows.flowstagebinding', { target: flow.pk, stage: stage.pk, order });
await replica.catchUp();
await server.listen({ host: '127.0.0.1', port: 0 });

process.on('SIGTERM', () => void house.end().then(() => process.exit(0)));
announce({ origin: `http://127.0.0.1:${(server.server.address() as AddressInfo).port}` });
