import type { Key } from './texts/english.ts';

export interface Entry {
  readonly label: Key;
  readonly to: string;
}

/** Where one can go, in the order and under the names that administrators of identity providers know. */
export const navigation: readonly { readonly label: Key; readonly entries: readonly Entry[] }[] = [
  { label: 'nav.dashboards', entries: [{ label: 'overview.title', to: '/overview/' }] },
  {
    label: 'nav.applications',
    entries: [
      { label: 'applications.title', to: '/applications/' },
      { label: 'providers.title', to: '/providers/' },
    ],
  },
  {
    label: 'nav.flows',
    entries: [
      { label: 'flows.title', to: '/flows/' },
      { label: 'stages.title', to: '/stages/' },
      { label: 'prompts.title', to: '/prompts/' },
    ],
  },
  {
    label: 'nav.directory',
    entries: [
      { label: 'users.title', to: '/users/' },
      { label: 'groups.title', to: '/groups/' },
      { label: 'roles.title', to: '/roles/' },
      { label: 'initial.title', to: '/initial-permissions/' },
      { label: 'sources.title', to: '/sources/' },
      { label: 'token.title', to: '/tokens/' },
      { label: 'invitation.title', to: '/invitations/' },
    ],
  },
  {
    label: 'nav.customization',
    entries: [
      { label: 'policies.title', to: '/policies/' },
      { label: 'mappings.title', to: '/mappings/' },
      { label: 'reputation.title', to: '/reputation/' },
      { label: 'blueprints.title', to: '/blueprints/' },
    ],
  },
  {
    label: 'nav.events',
    entries: [
      { label: 'events.title', to: '/events/' },
      { label: 'decisions.title', to: '/decisions/' },
      { label: 'rules.title', to: '/notification-rules/' },
      { label: 'transports.title', to: '/notification-transports/' },
    ],
  },
  {
    label: 'nav.system',
    entries: [
      { label: 'brands.title', to: '/brands/' },
      { label: 'certificates.title', to: '/certificates/' },
      { label: 'tasks.title', to: '/tasks/' },
      { label: 'settings.title', to: '/settings/' },
    ],
  },
];
