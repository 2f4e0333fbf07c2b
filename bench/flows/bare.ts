import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { announce } from './contestant.ts';

/** The floor: node:http alone, which reads an answer and sends a challenge of the same size, and keeps nothing. */
const challenge = JSON.stringify({
  name: 'step',
  component: 'ak-stage-dummy',
  flow_info: {
    title: 'Steps',
    background: '',
    background_themed_urls: null,
    cancel_url: '/flows/-/cancel/?run=00000000-0000-4000-8000-000000000000',
    layout: 'stacked',
  },
  run: '00000000-0000-4000-8000-000000000000',
  execution: '00000000-0000-4000-8000-000000000000',
});

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (chunks.length > 0) JSON.parse(Buffer.concat(chunks).toString('utf8'));
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(challenge);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
process.on('SIGTERM', () => process.exit(0));
announce({ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
