import { withParams } from '../address.ts';

/** Where a question about somebody stands in the address, so that it can be handed on. */
export const CHECK = {
  user: 'check',
  target: 'check_target',
  address: 'check_ip',
  time: 'check_time',
  context: 'check_context',
} as const;

/** Stands in the address for somebody who is not signed in. */
export const ANYBODY = 'nobody';

/** A question about somebody as the form holds it. */
export interface Question {
  readonly user: string | null;
  readonly address: string;
  /** As a control for date and time shows it. */
  readonly time: string;
  readonly context: string;
}

/** The question in an address; undefined where it is about another target, or there is none. */
export function questionIn(search: string, target: string): Question | undefined {
  const params = new URLSearchParams(search);
  const user = params.get(CHECK.user);
  if (user === null || params.get(CHECK.target) !== target) return undefined;
  return {
    user: user === ANYBODY ? null : user,
    address: params.get(CHECK.address) ?? '',
    time: params.get(CHECK.time) ?? '',
    context: params.get(CHECK.context) ?? '',
  };
}

/** The parameters of an address that ask this question. */
export const paramsOf = ({ user, address, time, context }: Question, target: string) => ({
  [CHECK.user]: user ?? ANYBODY,
  [CHECK.target]: target,
  [CHECK.address]: address.trim(),
  [CHECK.time]: time,
  [CHECK.context]: context.trim(),
});

/** Stands in the address for the stage binding that is open. */
export const BINDING = 'binding';

/** Stands in the address for the binding that a link means. */
export const ROW = 'row';

/** An address with further parameters, whether it has some already or not. */
export const withQuery = (address: string, params: Readonly<Record<string, string>>): string => {
  const [path = '', search = ''] = address.split('?');
  return withParams(path, search, params);
};
