/** The words of the pages of flows. */
export const flows = {
  'flows.title': 'Flows',
  'flows.one': 'Flow',
  'flows.lead': 'A flow leads people through stages: to sign in, to sign up, to give consent, to sign out.',
  'flows.lead_one': 'Flow for: {designation}',
  'flows.none_title': 'No flows',
  'flows.none': 'Flows come with blueprints or over the API.',
  'flows.designation': 'Designation',
  'flows.stages': 'Stages',
  'flows.run': 'Run',
  'flows.heading': 'Title that people see',
  'flows.authentication': 'Who may use it at all',
  'flows.denied_action': 'Whom it does not apply to',
  'stages.remove': 'Remove',
  'stages.remove_label': 'Remove {name} from the flow',
  'stages.removed': '{name} was removed from {flow}, with what was bound there.',
  'stages.none': 'This flow has no stages.',
} as const;
