import { useAdmin } from '../admin.ts';
import { useLookUp } from '../parts/look-up.ts';
import { useLoad } from '../use-load.ts';
import type { BindingValues } from '../wire.ts';

/** Whom or what a binding names that is not stored yet: "Group Sales". */
export function SubjectName({ binding: { policy, group, user } }: { readonly binding: BindingValues }) {
  const { text } = useAdmin();
  const lookUp = useLookUp();
  const kind = policy !== null ? 'policy' : group !== null ? 'group' : 'user';
  const model = {
    policy: 'authentik_policies.policy',
    group: 'authentik_core.group',
    user: 'authentik_core.user',
  }[kind];
  const key = String(policy ?? group ?? user);
  const found = useLoad(`${model}/${key}`, async () => ({
    value: (await lookUp(model, { search: '', keys: [key] }).catch(() => []))[0]?.label ?? key,
  }));
  return (
    <>
      {text(`subject.${kind}`)} <strong>{found.value ?? '…'}</strong>
    </>
  );
}
