import { describe, expect, test } from 'vitest';
import { describeReads } from '../reads.ts';
import { RULES } from '../rules.ts';
import { pythonPaths } from './paths.ts';
import { translatePython } from './translate.ts';

const reads = (source: string): string[] => {
  const found = translatePython(source);
  if ('message' in found) throw new Error(found.message);
  return describeReads(pythonPaths(found.body, RULES)).filter((path) => !path.startsWith('extra'));
};

describe('what of the context is read', () => {
  test.each<[string, string[]]>([
    ['return 1', []],
    ['return request.user.email', ['request.user.email.*']],
    ['return context["geoip"]["country"]', ['request.context.geoip.country.*']],
    ['return request.context.get("geoip", {}).get("country")', ['request.context.geoip.country.*']],
    ['return context["pending_user"].username', ['request.context.pending_user.username.*']],
    ['user = request.user\nreturn user.email', ['request.user.email.*']],
    ['return (u := request.user).email', ['request.user.email.*']],
    [
      'x = request.context if request.user.is_active else {}\nreturn x["a"]',
      ['request.context.a.*', 'request.user.is_active.*'],
    ],
    ['return "a" in context', ['request.context.a']],
    ['return context.get("a") is None', ['request.context.a']],
    ['return request.user and request.user.email', ['request.user.email.*']],
    ['if request.http_request: return 1', ['request.http_request']],
    ['if context["a"]: return 1', ['request.context.a.*']],
    ['return not context.get("pending_user")', ['request.context.pending_user']],
    ['return request.user.ak_groups.filter(name="x").exists()', ['request.user.groups.*']],
    ['return request.user.group_attributes()["x"]', ['request.user.attributes.*', 'request.user.groups.*']],
    ['return ak_is_group_member(request.user, name="x")', ['request.user.groups.*']],
    ['return ak_client_ip in ip_network("10.0.0.0/8")', ['request.http_request.client_ip.*']],
    ['return ak_is_sso_flow', ['request.context.is_sso.*']],
    ['return http_request.META["REMOTE_ADDR"]', ['request.http_request.*']],
    ['return f"{request.user.name} {request.user.email!r}"', ['request.user.email.*', 'request.user.name.*']],
    ['return [g.name for g in request.user.groups.all()]', ['request.user.groups.*']],
    ['for key in context: pass', ['request.context.*']],
    ['return context[request.user.name]', ['request.context.*', 'request.user.name.*']],
    ['return context.items()', ['request.context.*']],
    ['get = context.get\nreturn get("a")', ['request.context.*']],
    ['return str(request.user)', ['request.user.*']],
    ['context["flow_plan"].context["x"] = 1', ['request.context.flow_plan.context.x.*']],
    ['context["flow_plan"].context.pop("x", None)', ['request.context.flow_plan.context.*']],
    ['def f(user):\n    return user.email\nreturn f(request.user)', ['request.user.*']],
    ['a, b = request.user, 1\nreturn b', ['request.user.*']],
    ['x = x or request.user\nreturn x.email', ['*']],
    ['return request.user.id', ['request.user.pk.*']],
    ['x = context["a"]\nreturn 1', ['request.context.a']],
    ['return getattr(request, "user")', ['request.*']],
    ['return context["a"] == 1 < context["b"]', ['request.context.a.*', 'request.context.b.*']],
  ])('%j', (source, want) => {
    const found = reads(source);
    expect(found.length === 0 && want[0] === '*' ? ['*'] : found).toEqual(want);
  });
});
