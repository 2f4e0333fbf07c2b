import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request to somebody outside. */
export interface Asked {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A captcha provider's script: its widget is a button, or decides by itself where nobody is to see it. */
const widget = `globalThis.turnstile = { render(box, { sitekey, callback }) {
  const solve = () => callback('solved-for-' + sitekey);
  if (sitekey.startsWith('unseen')) return void setTimeout(solve);
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', textContent: 'I am a person', onclick: solve });
  box.replaceChildren(button);
} };`;

/** Whoever stages ask that is not Postern: a captcha provider, a gateway for text messages. */
export async function openOutside() {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const path = request.url ?? '';
    asked.push({ path, headers: request.headers, body });
    const send = (type: string, text: string) => response.writeHead(200, { 'content-type': type }).end(text);
    if (path === '/widget.js') return send('text/javascript', widget);
    if (path === '/verify') {
      const { secret, response: token } = Object.fromEntries(new URLSearchParams(body));
      const success = secret === 'secret-of-the-provider' && token?.startsWith('solved-for-');
      return send('application/json', JSON.stringify({ success, score: 0.9 }));
    }
    return send('text/plain', '');
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    /** The last request to that path. */
    last: (path: string) => asked.findLast((one) => one.path === path),
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

export type Outside = Awaited<ReturnType<typeof openOutside>>;
