import { z } from 'zod';
import { nameOfCountry } from '../../core/geo/countries.ts';
import { pointOf } from '../../core/geo/distance.ts';
import type { LoginPlace } from '../../core/geo/port.ts';
import type { PolicyRequest } from '../../core/policy/request.ts';
import { definePolicyType } from '../../core/policy/type.ts';
import type { Fault } from '../../core/policy/verdict.ts';
import { compare, comparesLogins } from './journey.ts';
import { geoipInWords } from './phrases.ts';
import { GeoipConfig } from './schema.ts';
import { german } from './words.de.ts';

/** What one check says. Unknown is neither a yes nor a no. */
type Answer = 'pass' | 'fail' | 'unknown';

const NO_LOGINS: readonly LoginPlace[] = [];

/** One yes is enough; where nothing is asked, nothing is in the way. */
const either = (answers: readonly Answer[]): Answer =>
  answers.length === 0 || answers.includes('pass')
    ? 'pass'
    : answers.includes('unknown')
      ? 'unknown'
      : 'fail';

/** One no is enough. */
const both = (...answers: readonly Answer[]): Answer =>
  answers.includes('fail') ? 'fail' : answers.includes('unknown') ? 'unknown' : 'pass';

/** Undefined where nothing is listed, so that the check has no say. */
function listed<T>(
  list: readonly T[],
  value: unknown,
  is: (value: unknown) => value is T,
): Answer | undefined {
  if (list.length === 0) return undefined;
  if (!is(value)) return 'unknown';
  return list.includes(value) ? 'pass' : 'fail';
}

const isNumber = (value: unknown): value is number => typeof value === 'number';
const isText = (value: unknown): value is string => typeof value === 'string';

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

/** The third value, where the binding decides what it means. */
function unknown(request: PolicyRequest, what: readonly string[]): Fault {
  const address = request.http_request?.client_ip;
  const whose = address
    ? `of the address ${address}`
    : 'of this request, which has no address that can be read,';
  return {
    fault: 'unavailable',
    detail: `geoip.unknown: the ${what.join(' and the ')} ${whose} cannot be told. Choose in unknown_result what counts then, or name a database that knows it (POSTERN_GEOIP_CITY, POSTERN_GEOIP_ASN).`,
  };
}

/** Judges where a request comes from: its country, its network, and how far that is from former logins. */
export const geoip = definePolicyType({
  type: 'geoip',
  model: 'authentik_policies_geoip.geoippolicy',
  component: 'ak-policy-geoip-form',
  title: 'GeoIP',
  description:
    'Allows requests by country and network, and refuses places that are too far from former logins.',
  example:
    '“Only from Germany and France”, “only from the network of the office”, “not from Tokyo an hour after Berlin”.',
  config: GeoipConfig,
  words: { de: german },
  derived: {
    fields: z.object({
      countries_obj: z.array(z.object({ code: z.string().length(2), name: z.string() })).meta({
        title: 'Countries with their names',
      }),
    }),
    of: ({ countries }) => ({
      countries_obj: countries.map((code) => ({ code, name: nameOfCountry(code) })),
    }),
  },
  messages: {
    asn_not_allowed: 'Requests from your network are not allowed.',
    country_not_allowed: 'Requests from your country are not allowed.',
    distance_exceeded: 'This is too far from where you signed in before.',
    impossible_travel: 'You signed in somewhere else too short a time ago.',
    unknown: 'It cannot be told where your request comes from.',
  },
  uses: ['logins'],
  phrases: geoipInWords,
  beyondPerson: (config) => config.asns.length > 0 || config.countries.length > 0 || comparesLogins(config),
  immediate: (config) => !comparesLogins(config),

  gather: ({ config, request: { user }, ports }) =>
    comparesLogins(config) && user.pk !== null
      ? ports.logins.recent(user.pk, config.history_login_count)
      : NO_LOGINS,

  evaluate({ config, request, facts: logins = NO_LOGINS, pass, fail }) {
    const place = membersOf(request.context.geoip);
    const network = listed(config.asns, membersOf(request.context.asn).asn, isNumber);
    const country = listed(config.countries, place.country, isText);
    const journey = compare(config, pointOf(place.lat, place.long), logins, request.time);
    const here = either([network, country].filter((answer) => answer !== undefined));
    const answer = both(here, journey.answer);
    if (answer === 'pass') return pass();
    if (answer === 'unknown') {
      // Nobody has to read on the way in that nobody knows where they are; the trace has the reason.
      if (config.unknown_result === 'pass') return { ...pass('unknown'), messages: [] };
      if (config.unknown_result === 'fail') return fail('unknown');
      return unknown(request, [
        ...(here === 'unknown' && network === 'unknown' ? ['network'] : []),
        ...(here === 'unknown' && country === 'unknown' ? ['country'] : []),
        ...(journey.answer === 'unknown' ? ['coordinates'] : []),
      ]);
    }
    const causes = [
      ...(here === 'fail' && network === 'fail' ? [fail('asn_not_allowed')] : []),
      ...(here === 'fail' && country === 'fail' ? [fail('country_not_allowed')] : []),
      ...(journey.answer === 'fail' ? [fail(journey.why)] : []),
    ];
    return {
      passing: false,
      messages: causes.flatMap(({ messages }) => messages),
      reasons: causes.flatMap(({ reasons }) => reasons),
      ...(journey.answer === 'fail' && { raw: journey.raw }),
    };
  },
});
