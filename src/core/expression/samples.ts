import type { ExpressionTarget, Language } from './sandbox.ts';

/** A whole expression for an everyday rule: a page of the documentation, and what the editor can insert. */
export interface ExpressionSample {
  readonly id: string;
  /** The heading on the page. */
  readonly title: string;
  /** What it is meant for. */
  readonly at: ExpressionTarget;
  readonly texts: Readonly<Record<Language, string>>;
}

/** The samples of `docs/how-to/expression-samples.md`, in its order; a test compares the two. */
export const SAMPLES: readonly ExpressionSample[] = [
  {
    id: 'second_factor',
    title: 'A second factor for one person',
    at: 'stage_binding',
    texts: {
      typescript: `return context.pending_user?.username === 'ada';
`,
      python: `return request.context["pending_user"].username == "ada"
`,
    },
  },
  {
    id: 'europe',
    title: 'Only from Europe',
    at: 'application',
    texts: {
      typescript: `return context.geoip?.continent === 'EU';
`,
      python: `return context["geoip"]["continent"] == "EU"
`,
    },
  },
  {
    id: 'operator',
    title: 'Only from one network operator',
    at: 'application',
    texts: {
      typescript: `return context.asn?.asn === 64496;
`,
      python: `return context["asn"]["asn"] == 64496
`,
    },
  },
  {
    id: 'office',
    title: 'Only from the office',
    at: 'application',
    texts: {
      typescript: `return ak_client_ip.in('10.0.0.0/8', '2001:db8::/32');
`,
      python: `return ak_client_ip in ip_network("10.0.0.0/8") or ak_client_ip in ip_network("2001:db8::/32")
`,
    },
  },
  {
    id: 'private',
    title: 'Only from private networks',
    at: 'flow',
    texts: {
      typescript: `return ak_client_ip.is_private;
`,
      python: `return ak_client_ip.is_private
`,
    },
  },
  {
    id: 'source_of_domain',
    title: 'Send people to the source of their e-mail domain',
    at: 'stage_binding',
    texts: {
      typescript: `const sources: Record<string, string> = { 'partner.test': 'partner' };
const domain = (context.pending_user_identifier ?? '').split('@')[1] ?? '';
const slug = sources[domain];
if (slug === undefined) return true;
ak_redirect(\`/source/oauth/login/\${slug}/\`);
return false;
`,
      python: `sources = {"partner.test": "partner"}
domain = context.get("pending_user_identifier", "").split("@")[-1]
slug = sources.get(domain)
if not slug:
    return True
plan = context.get("flow_plan")
if not plan:
    return False
plan.redirect("/source/oauth/login/" + slug + "/")
return False
`,
    },
  },
  {
    id: 'redirect',
    title: 'Tell a redirect stage where to go',
    at: 'stage_binding',
    texts: {
      typescript: `ak_set_context('redirect_stage_target', 'https://intranet.corp.test/welcome');
return true;
`,
      python: `context["flow_plan"].context["redirect_stage_target"] = "https://intranet.corp.test/welcome"
return True
`,
    },
  },
  {
    id: 'forget_redirect',
    title: 'Forget where to go',
    at: 'stage_binding',
    texts: {
      typescript: `ak_remove_context('redirect_stage_target');
return true;
`,
      python: `context["flow_plan"].context.pop("redirect_stage_target", None)
return True
`,
    },
  },
  {
    id: 'unique_email',
    title: 'An e-mail address that nobody else has',
    at: 'prompt',
    texts: {
      typescript: `const email = String(context.prompt_data?.email ?? '');
const other = await ak_user_by({ email__iexact: email });
if (other && other.pk !== (context.pending_user ?? request.user).pk) {
  ak_message('Somebody already uses this e-mail address.');
  return false;
}
return true;
`,
      python: `email = request.context["prompt_data"]["email"]
other = ak_user_by(email__iexact=email)
if other and other.pk != request.context.get("pending_user", request.user).pk:
    ak_message("Somebody already uses this e-mail address.")
    return False
return True
`,
    },
  },
  {
    id: 'enrolment',
    title: 'Enrolment for some e-mail domains',
    at: 'flow',
    texts: {
      typescript: `const allowed = ['corp.test', 'corp.example'];
const data = context.prompt_data ?? {};
const email = String(data.email ?? '').toLowerCase();
if (allowed.includes(email.split('@')[1] ?? '')) {
  data.username = email;
  return ak_is_sso_flow;
}
ak_message('This is for people of Corp only.');
return false;
`,
      python: `allowed = ["corp.test", "corp.example"]
email = context["prompt_data"]["email"].lower()
if email.split("@", maxsplit=1)[1] in allowed:
    context["prompt_data"]["username"] = email
    return ak_is_sso_flow
ak_message("This is for people of Corp only.")
return False
`,
    },
  },
  {
    id: 'domains',
    title: 'Signing in for some e-mail domains',
    at: 'flow',
    texts: {
      typescript: `const allowed = ['corp.test', 'corp.example'];
if (allowed.includes(request.user.email.toLowerCase().split('@')[1] ?? '')) return true;
ak_message('This is for people of Corp only.');
return false;
`,
      python: `allowed = ["corp.test", "corp.example"]
if request.user.email.lower().split("@")[-1] in allowed:
    return True
ak_message("This is for people of Corp only.")
return False
`,
    },
  },
  {
    id: 'ask_policy',
    title: 'Ask another policy',
    at: 'application',
    texts: {
      typescript: `const office = await ak_call_policy('From the office', { strict: true });
return office.passing;
`,
      python: `return ak_call_policy("From the office", strict=True).passing
`,
    },
  },
  {
    id: 'group',
    title: 'Members of a group',
    at: 'application',
    texts: {
      typescript: `return ak_is_group_member(request.user, { name: 'staff' });
`,
      python: `return ak_is_group_member(request.user, name="staff")
`,
    },
  },
  {
    id: 'authenticator',
    title: 'People who have a second factor',
    at: 'application',
    texts: {
      typescript: `return await ak_user_has_authenticator(request.user);
`,
      python: `return ak_user_has_authenticator(request.user)
`,
    },
  },
  {
    id: 'admin_names',
    title: "Names that look like an administrator's",
    at: 'application',
    texts: {
      typescript: `return regex_match(request.user.username, '(?i)^(adm|root)');
`,
      python: `return regex_match(request.user.username, "(?i)^(adm|root)")
`,
    },
  },
];
