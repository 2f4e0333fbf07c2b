import { useEffect } from 'react';
import { useAdmin } from '../admin.ts';
import { OverviewPage } from './overview-page.tsx';

/** The first page: the dashboard, and the applications for whoever may not see how the system is. */
export function HomePage() {
  const { me, go } = useAdmin();
  const sees = me.is_superuser || me.system_permissions.includes('authentik_rbac.view_system_info');
  useEffect(() => {
    if (!sees) go('/applications/', { replace: true });
  }, [sees, go]);
  return sees ? <OverviewPage /> : null;
}
