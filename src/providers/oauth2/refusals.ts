import { header, type OAuth2Call, type OAuth2Ports, type OAuth2Reply } from './ports.ts';
import { errorReply, json, protocolError } from './replies.ts';

export const requestId = ({ visitor }: OAuth2Call): string => visitor.actor.http.request_id;

/** What a client that failed to authenticate itself is told to do. */
export const basicChallenge = ({ origin }: OAuth2Call): string => `Basic realm="${origin}/"`;

/** What goes wrong before there is a client whose provider could say it. */
export function createRefusals(ports: Pick<OAuth2Ports, 'errorPage'>) {
  const page = (call: OAuth2Call, title: string, sentence: string, detail: string, status = 400) =>
    errorReply(
      ports,
      { title, sentence, detail, request_id: requestId(call), language: call.visitor.language },
      status,
    );

  const unknownClient = (call: OAuth2Call) =>
    page(
      call,
      'Unknown application',
      'The application that sent you here is not known. Tell whoever runs it.',
      'invalid_client: the client id is unknown or not assigned to an application',
    );

  const expired = (call: OAuth2Call) =>
    page(
      call,
      'This sign-in has expired',
      'It took too long, or it was finished in another tab. Go back to the application and begin again.',
      'invalid_request: the authorization request is not there any more',
    );

  const notFound = (call: OAuth2Call) =>
    json(404, { error: 'not_found', error_description: `there is no application "${call.slug ?? ''}"` });

  const tooLong = (call: OAuth2Call) =>
    page(
      call,
      'This request is too long',
      'Go back to the application and tell whoever runs it.',
      'invalid_request',
      414,
    );

  const noToken = ({ origin }: OAuth2Call) =>
    protocolError(401, 'invalid_token', 'no access token provided', {
      'www-authenticate': `Bearer realm="${origin}/"`,
    });

  const badToken = ({ origin }: OAuth2Call) =>
    protocolError(401, 'invalid_token', 'invalid token provided', {
      'www-authenticate': `Bearer realm="${origin}/", error="invalid_token", error_description="invalid token provided"`,
    });

  const badClient = (call: OAuth2Call) =>
    protocolError(
      401,
      'invalid_client',
      'client authentication failed',
      header(call, 'authorization') === undefined ? {} : { 'www-authenticate': basicChallenge(call) },
    );

  function failed(call: OAuth2Call): OAuth2Reply {
    if (!['authorize', 'resume', 'end-session'].includes(call.endpoint)) {
      return protocolError(500, 'server_error', `something went wrong (request ${requestId(call)})`);
    }
    const sentence = 'Something went wrong on our side. Quote the request id when you ask for help.';
    return page(call, 'Something went wrong', sentence, 'server_error', 500);
  }

  return { unknownClient, expired, notFound, tooLong, noToken, badToken, badClient, failed };
}
