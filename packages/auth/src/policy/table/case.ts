import type { Context } from "../context.ts";
import type { PolicyKind } from "../evaluate.ts";
import type { AwsPrincipal, Principal } from "../principal.ts";

/** A request and what AWS's documentation says becomes of it. */
export type Case = {
  /** In words. */
  readonly name: string;
  /** The page that says so. */
  readonly source: string;
  /** Alice if absent. */
  readonly who?: Principal;
  /** `sqs:SendMessage` if absent. */
  readonly action?: string;
  /** The account's queue `jobs` if absent. */
  readonly on?: string;
  /** The account that owns the resource, where its ARN does not say it. */
  readonly owner?: string;
  readonly context?: Context;
  /** Statements of the policies that the request meets; those that are absent are not there. */
  readonly identity?: readonly StatementText[];
  readonly resource?: readonly StatementText[];
  readonly boundary?: readonly StatementText[];
  readonly session?: readonly StatementText[];
  /** The resource's policy is a role's trust policy, or a key's. */
  readonly trust?: true;
  /** The policies' version; 2012-10-17 if absent. */
  readonly version?: "2008-10-17";
  readonly becomes: `${"allow" | "implicitDeny" | "explicitDeny"} by ${PolicyKind | "root"}`;
};

export type StatementText = Readonly<Record<string, unknown>>;

export const ACCOUNT = "111122223333";
export const OTHER_ACCOUNT = "444455556666";
export const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:jobs`;
export const FOREIGN_QUEUE = `arn:aws:sqs:us-east-1:${OTHER_ACCOUNT}:jobs`;
export const OBJECT = "arn:aws:s3:::amzn-s3-demo-bucket/reports/2026.csv";

export const ALICE: AwsPrincipal = {
  type: "AWS",
  account: ACCOUNT,
  arn: `arn:aws:iam::${ACCOUNT}:user/dev/alice`,
  id: "AIDAALICEALICEALICE12",
};
export const ROOT: AwsPrincipal = { type: "AWS", account: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root`, id: ACCOUNT };
export const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/ops/deploy`;
export const SESSION_ARN = `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/ci`;
export const SESSION: AwsPrincipal = {
  type: "AWS",
  account: ACCOUNT,
  arn: SESSION_ARN,
  id: "AROADEPLOYDEPLOYDEP12:ci",
  roleArn: ROLE_ARN,
};
export const FEDERATED: AwsPrincipal = {
  type: "AWS",
  account: ACCOUNT,
  arn: `arn:aws:sts::${ACCOUNT}:federated-user/guest`,
  id: `${ACCOUNT}:guest`,
  userArn: ALICE.arn,
};
/** Of the other account. */
export const BOB: AwsPrincipal = {
  type: "AWS",
  account: OTHER_ACCOUNT,
  arn: `arn:aws:iam::${OTHER_ACCOUNT}:user/bob`,
  id: "AIDABOBBOBBOBBOBBOB12",
};
export const SNS: Principal = { type: "Service", name: "sns.amazonaws.com" };
export const ANYBODY: Principal = { type: "Anonymous" };

/** Statements about sending to the queue, with other elements where given. */
export const allow = (elements: StatementText = {}): StatementText => ({
  Effect: "Allow",
  Action: "sqs:SendMessage",
  Resource: QUEUE,
  ...elements,
});
export const deny = (elements: StatementText = {}): StatementText => allow({ Effect: "Deny", ...elements });
/** Allows something, but not this. */
export const ELSE = allow({ Action: "s3:*", Resource: "*" });

const GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide";
export const PAGES = {
  logic: `${GUIDE}/reference_policies_evaluation-logic_policy-eval-denyallow.html`,
  basics: `${GUIDE}/reference_policies_evaluation-logic_policy-eval-basics.html`,
  interplay: `${GUIDE}/reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html`,
  crossAccount: `${GUIDE}/reference_policies_evaluation-logic-cross-account.html`,
  boundaries: `${GUIDE}/access_policies_boundaries.html`,
  policyTypes: `${GUIDE}/access_policies.html`,
  action: `${GUIDE}/reference_policies_elements_action.html`,
  notAction: `${GUIDE}/reference_policies_elements_notaction.html`,
  resource: `${GUIDE}/reference_policies_elements_resource.html`,
  notResource: `${GUIDE}/reference_policies_elements_notresource.html`,
  principal: `${GUIDE}/reference_policies_elements_principal.html`,
  notPrincipal: `${GUIDE}/reference_policies_elements_notprincipal.html`,
  condition: `${GUIDE}/reference_policies_elements_condition.html`,
  operators: `${GUIDE}/reference_policies_elements_condition_operators.html`,
  manyValues: `${GUIDE}/reference_policies_condition-logic-multiple-context-keys-or-values.html`,
  sets: `${GUIDE}/reference_policies_condition-single-vs-multi-valued-context-keys.html`,
  variables: `${GUIDE}/reference_policies_variables.html`,
  keys: `${GUIDE}/reference_policies_condition-keys.html`,
  version: `${GUIDE}/reference_policies_elements_version.html`,
  trust: `${GUIDE}/id_roles_terms-and-concepts.html`,
  externalId: `${GUIDE}/id_roles_common-scenarios_third-party.html`,
  federationToken: `${GUIDE}/id_credentials_temp_control-access_getfederationtoken.html`,
  confusedDeputy: `${GUIDE}/confused-deputy.html`,
  oidc: `${GUIDE}/id_roles_create_for-idp_oidc.html`,
  sessionTags: `${GUIDE}/id_session-tags.html`,
  attributes: `${GUIDE}/tutorial_attribute-based-access-control.html`,
  mfa: `${GUIDE}/reference_policies_examples_aws_my-sec-creds-self-manage.html`,
  dates: `${GUIDE}/reference_policies_examples_aws-dates.html`,
  denyIp: `${GUIDE}/reference_policies_examples_aws_deny-ip.html`,
  denyRegion: `${GUIDE}/reference_policies_examples_aws_deny-requested-region.html`,
  homeFolder: `${GUIDE}/reference_policies_examples_s3_home-directory-console.html`,
} as const;
