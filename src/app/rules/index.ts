import { blueprintRule } from '../blueprints/rule.ts';
import type { Rule } from '../objects/rule.ts';
import { initialPermissionsRule } from '../rbac/initial-permissions.ts';
import { applicationRule, mappingRule, providerRule, sourceRule } from './applications.ts';
import { brandRule } from './brands.ts';
import { certificateRule } from './crypto.ts';
import {
  connectionRule,
  consentRule,
  deviceRule,
  grantedRule,
  groupConnectionRule,
  groupRule,
  roleRule,
  sessionRule,
  tokenRule,
  userRule,
} from './directory.ts';
import { invitationRule, promptRule, stageBindingRule, stageRule, userWriteRule } from './flows.ts';
import { notificationRule, notificationRuleRule, transportRule } from './notifications.ts';
import { bindingRule, policyRule, promptStageRule } from './policies.ts';

/** What is special about a kind of object, by model name; a typed model also follows the rule of its base. */
export const rules: Readonly<Record<string, Rule>> = {
  'authentik_core.user': userRule,
  'authentik_core.group': groupRule,
  'authentik_rbac.role': roleRule,
  'authentik_rbac.initialpermissions': initialPermissionsRule,
  'authentik_core.token': tokenRule,
  'authentik_core.authenticatedsession': sessionRule,
  'authentik_core.userconsent': consentRule,
  'authentik_core.usersourceconnection': connectionRule,
  'authentik_core.groupsourceconnection': groupConnectionRule,
  'authentik_stages_authenticator.device': deviceRule,
  'authentik_policies.policy': policyRule,
  'authentik_policies.policybinding': bindingRule,
  'authentik_flows.stage': stageRule,
  'authentik_flows.flowstagebinding': stageBindingRule,
  'authentik_stages_prompt.prompt': promptRule,
  'authentik_stages_invitation.invitation': invitationRule,
  'authentik_stages_prompt.promptstage': promptStageRule,
  'authentik_stages_user_write.userwritestage': userWriteRule,
  'authentik_core.application': applicationRule,
  'authentik_core.provider': providerRule,
  'authentik_core.source': sourceRule,
  'authentik_core.propertymapping': mappingRule,
  'authentik_providers_oauth2.accesstoken': grantedRule,
  'authentik_providers_oauth2.refreshtoken': grantedRule,
  'authentik_providers_oauth2.authorizationcode': grantedRule,
  'authentik_brands.brand': brandRule,
  'authentik_crypto.certificatekeypair': certificateRule,
  'authentik_events.notificationtransport': transportRule,
  'authentik_events.notificationrule': notificationRuleRule,
  'authentik_events.notification': notificationRule,
  'authentik_blueprints.blueprintinstance': blueprintRule,
};
