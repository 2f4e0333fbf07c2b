import type { ComponentType } from 'react';
import type { Params, Pattern } from './address.ts';
import { ApplicationPage } from './applications/application-page.tsx';
import { ApplicationsPage } from './applications/applications-page.tsx';
import { NewApplicationPage } from './applications/new-application-page.tsx';
import { GroupPage } from './directory/group-page.tsx';
import { GroupsPage } from './directory/groups-page.tsx';
import { UserPage } from './directory/user-page.tsx';
import { UsersPage } from './directory/users-page.tsx';
import { DecisionsPage } from './events/decisions-page.tsx';
import { EventPage } from './events/event-page.tsx';
import { EventsPage } from './events/events-page.tsx';
import { FlowPage } from './flows/flow-page.tsx';
import { FlowsPage } from './flows/flows-page.tsx';
import { PoliciesPage } from './policies/policies-page.tsx';
import { PolicyPage } from './policies/policy-page.tsx';
import { SourcePage } from './sources/source-page.tsx';
import { SourcesPage } from './sources/sources-page.tsx';

interface PageOf extends Pattern {
  readonly page: ComponentType<{ readonly params: Params }>;
}

/** Every page by its address; the first that fits is shown. */
export const pages: readonly PageOf[] = [
  { pattern: '/', page: ApplicationsPage },
  { pattern: '/applications/', page: ApplicationsPage },
  { pattern: '/applications/-/new/', page: NewApplicationPage },
  { pattern: '/applications/:slug/', page: ApplicationPage },
  { pattern: '/applications/:slug/:tab/', page: ApplicationPage },
  { pattern: '/flows/', page: FlowsPage },
  { pattern: '/flows/:slug/', page: FlowPage },
  { pattern: '/flows/:slug/:tab/', page: FlowPage },
  { pattern: '/sources/', page: SourcesPage },
  { pattern: '/sources/:slug/', page: SourcePage },
  { pattern: '/sources/:slug/:tab/', page: SourcePage },
  { pattern: '/users/', page: UsersPage },
  { pattern: '/users/:pk/', page: UserPage },
  { pattern: '/groups/', page: GroupsPage },
  { pattern: '/groups/:pk/', page: GroupPage },
  { pattern: '/policies/', page: PoliciesPage },
  { pattern: '/policies/:pk/', page: PolicyPage },
  { pattern: '/policies/:pk/:tab/', page: PolicyPage },
  { pattern: '/events/', page: EventsPage },
  { pattern: '/events/:pk/', page: EventPage },
  { pattern: '/decisions/', page: DecisionsPage },
  { pattern: '/decisions/:request/', page: DecisionsPage },
];
