/** Where the user interface lives; every address of a page of it begins with this. */
export const BASE = '/if/user';

/** Where somebody signs in who asked for this page without a session; it leads back to the page. */
export const signInAddress = (page: string): string =>
  `/flows/-/default/authentication/?${new URLSearchParams({ next: page })}`;

/** Where those who may administer something do so. */
export const adminAddress = '/if/admin/';

/** Where a session ends. */
export const signOutAddress = '/flows/-/default/invalidation/';
