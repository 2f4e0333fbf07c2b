import type { Visitor } from '../../core/flow/flows.ts';
import type { Row } from '../../core/model/model.ts';
import { Problem } from '../../core/problem/problem.ts';
import type { MatchDenial } from '../../core/source/matching.ts';
import type { SourcePage, SourceReply, SourcesDeps } from './deps.ts';

/** What is said to a person whom a source cannot bring in. */
export interface Said {
  readonly message?: string;
  /** The words of the policies that refused. */
  readonly messages?: readonly string[];
}

/** The page of a flow that says no, and under which request id; a page of its own where there is no flow to show it in. */
export async function refuse(
  source: Row,
  visitor: Visitor,
  said: Said,
  { flows }: Pick<SourcesDeps, 'flows'>,
): Promise<SourceReply> {
  const { request_id } = visitor.actor.http;
  const messages = said.messages ?? [];
  const message =
    said.message ?? (messages.length === 0 ? `You may not sign in through ${source.name}.` : undefined);
  const flow = source.authentication_flow ?? source.enrollment_flow;
  try {
    const { to, cookies } = await flows.refuse({
      flow: typeof flow === 'string' ? { pk: flow } : { designation: 'authentication' },
      visitor,
      refusal: { ...(message === undefined ? {} : { message }), messages, request_id },
    });
    return { to, cookies };
  } catch (cause) {
    if (!(cause instanceof Problem) || cause.code !== 'not_found') throw cause;
    return page(400, 'You cannot sign in here', message ?? messages.join(' '), 'refused');
  }
}

export const page = (
  status: SourcePage['status'],
  title: string,
  sentence: string,
  detail: string,
): SourceReply => ({ page: { status, title, sentence, detail } });

/** There is no such source, or it is switched off: the stranger learns no difference. */
export const unknownSource = (): SourceReply =>
  page(
    404,
    'There is nothing here',
    'This way to sign in does not exist or is switched off.',
    'no_such_source',
  );

/** Why an identity leads to nobody, and what the person can do instead. */
export function denial(reason: MatchDenial, source: Row, property: 'email' | 'username' | null): string {
  const name = String(source.name);
  const what = property === 'email' ? 'e-mail address' : 'username';
  switch (reason) {
    case 'missing_property':
      return `${name} does not tell your ${what}, and without it you cannot sign in through ${name}.`;
    case 'exists':
    case 'ambiguous':
      return `You cannot sign in through ${name}: your ${what} is in use here already. Sign in the way that you signed up with.`;
    case 'unverified':
      return `You cannot sign in through ${name}: it has not verified your e-mail address. Sign in the way that you signed up with.`;
    case 'linked_elsewhere':
      return `This identity of ${name} is connected to another account.`;
    case 'has_another':
      return `This account is connected to another identity of ${name}. Disconnect that one first.`;
  }
}
