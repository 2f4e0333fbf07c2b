import type { Row } from '../../core/model/model.ts';
import type { HttpFacts, UserFacts } from '../../core/policy/request.ts';
import { Problem } from '../../core/problem/problem.ts';
import { CONNECTION, named, type SourcesDeps } from './deps.ts';

/**
 * Connects an identity to a user, and says so. False where the identity or the user is connected otherwise: two
 * requests may have come at once, and the database has decided.
 */
export async function connect(
  { source, identifier, user, http }: { source: Row; identifier: string; user: UserFacts; http: HttpFacts },
  { catalogue, objects, events }: Pick<SourcesDeps, 'catalogue' | 'objects' | 'events'>,
): Promise<boolean> {
  const model = catalogue.model(CONNECTION);
  try {
    await objects.insert(model, { user: user.pk, source: source.pk, identifier, given_groups: [] });
  } catch (cause) {
    if (!(cause instanceof Problem) || cause.code !== 'invalid') throw cause;
    const existing = await objects.find(model, { source: String(source.pk), identifier });
    return existing?.user === user.pk;
  }
  events.emit({
    action: 'source_linked',
    app: 'postern.sources',
    user,
    http_request: http,
    context: { source: named(source), identifier },
  });
  return true;
}
