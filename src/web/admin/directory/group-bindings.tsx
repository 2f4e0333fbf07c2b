import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { List } from '../parts/list.tsx';
import type { Binding, Group } from '../wire.ts';

interface Bound extends Binding {
  readonly target_obj?: { readonly kind: string; readonly name: string; readonly slug: string | null } | null;
}

/** Where the bindings of targets are shown. */
const PLACES: Readonly<Record<string, readonly [string, string]>> = {
  application: ['applications', 'bindings'],
  entitlement: ['applications', 'bindings'],
  flow: ['flows', 'bindings'],
  stage_binding: ['flows', 'stages'],
  source: ['sources', 'bindings'],
};

/** Where those are shown whose key stands in the address. */
const BY_KEY: Readonly<Record<string, string>> = { notification_rule: 'notification-rules' };

/** What the group is bound to: what its members may open, or (negated) may not. */
export function GroupBindings({ group }: { readonly group: Group }) {
  const { text } = useAdmin();
  const target = ({ target: pk, target_obj: found }: Bound) => {
    if (!found) return text('bound.hidden');
    const [area, tab] = PLACES[found.kind] ?? [];
    const keyed = BY_KEY[found.kind];
    if (keyed)
      return (
        <Link to={pathOf(keyed, pk)} className="a-strong">
          {found.name}
        </Link>
      );
    return area && tab && found.slug ? (
      <Link to={pathOf(area, found.slug, tab)} className="a-strong">
        {found.name}
      </Link>
    ) : (
      found.name
    );
  };
  const kindOf = ({ target_obj: found }: Bound) =>
    found ? text(`bound.${found.kind as 'application' | 'flow'}`) : '–';
  return (
    <>
      <p className="a-first a-soft">{text('bound.lead')}</p>
      <List<Bound>
        label={text('grouptab.bindings')}
        path="/policies/bindings/"
        query={{ group: group.pk }}
        searchable={false}
        keyOf={({ pk }) => pk}
        empty={{ title: text('bound.none_title'), words: text('bound.none') }}
        columns={[
          { title: text('bound.target'), cell: target, text: ({ target_obj }) => target_obj?.name ?? '' },
          { title: text('column.type'), cell: kindOf, text: kindOf },
          {
            title: text('bound.meaning'),
            cell: ({ enabled, negate, dry_run }) => (
              <span className="a-badges">
                {text(negate ? 'bound.members_out' : 'bound.members_in')}
                {enabled ? null : <Badge tone="warning">{text('bound.disabled')}</Badge>}
                {dry_run ? <Badge>{text('bound.dry_run')}</Badge> : null}
              </span>
            ),
          },
        ]}
      />
    </>
  );
}
