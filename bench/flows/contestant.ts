/** What a server of this bench tells whoever measures it. */
export interface Announced {
  readonly origin: string;
}

/** The flow that both servers show: so many steps, each answered without a secret. */
export const FLOW = 'steps';
export const STEPS = 60;

/** Tells the parent process, and ends with it. */
export function announce(announced: Announced): void {
  process.send?.(announced);
  process.on('disconnect', () => process.emit('SIGTERM'));
}
