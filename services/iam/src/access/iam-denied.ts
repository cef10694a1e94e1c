import { AwsError, parseArn } from "@skylab/aws";
import { deniedMessage, type Denial } from "@skylab/service";

/** What IAM calls by its name where it says that somebody may not touch it; all else it calls by ARN. */
const KINDS: Readonly<Record<string, string>> = {
  user: "user",
  group: "group",
  role: "role",
  "instance-profile": "instance profile",
  policy: "policy",
};

/** The operations that make one of these. */
const CREATED: Readonly<Record<string, string>> = {
  "iam:CreateUser": "user",
  "iam:CreateGroup": "group",
  "iam:CreateRole": "role",
  "iam:CreateInstanceProfile": "instance-profile",
  "iam:CreatePolicy": "policy",
};

/** A refusal in IAM's words: `… to perform: iam:GetRole on resource: role worker because …`. */
export function iamDenied(denial: Denial): AwsError {
  const { action, resource } = denial;
  return new AwsError("AccessDenied", deniedMessage({ ...denial, resource: shown(action, resource) }, action), {
    status: 403,
  });
}

function shown(action: string, arn: string): string {
  const [kind = "", ...path] = (parseArn(arn)?.resource ?? "").split("/");
  const called = KINDS[kind];
  const name = path.at(-1) ?? "";
  // Lists are on a path, which has no name at its end.
  if (called === undefined || name === "" || action === "iam:PassRole") return arn;
  // What is to be created is called by its future ARN, what is there by its name; with policies it is the other way.
  const isNew = CREATED[action] === kind;
  const byName = called === "policy" ? isNew : !isNew;
  if (byName) return `${called} ${name}`;
  return called === "policy" ? `policy ${arn}` : arn;
}
