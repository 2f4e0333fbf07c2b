const PLACE = /%(?:\((\w+)\)s|%|)/g;

/**
 * The heading of a flow with `%(app)s` and `%(user)s` filled in and `%%` as a percent sign. A title with any other
 * percent sign is shown as it was written.
 */
export function titleOf(title: string, values: { readonly app: string; readonly user: string }): string {
  let wrong = false;
  const filled = title.replace(PLACE, (place, name: string | undefined) => {
    if (place === '%%') return '%';
    if (name === 'app' || name === 'user') return values[name];
    wrong = true;
    return place;
  });
  return wrong ? title : filled;
}
