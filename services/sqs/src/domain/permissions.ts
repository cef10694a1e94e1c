import { isAccountId, partitionOf } from "@skylab/aws";
import { invalidValue, missingParameter, overLimit } from "./errors.ts";
import { type QueueAddress, queueArn } from "./queue-arn.ts";
import {
  formatQueuePolicy,
  MAX_ACTIONS_PER_STATEMENT,
  MAX_STATEMENTS,
  parseQueuePolicy,
  type Statement,
} from "./queue-policy.ts";

/** What AddPermission asks for. */
export type Permission = {
  readonly label: string;
  readonly accounts: readonly string[];
  readonly actions: readonly string[];
};

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html */
const LABEL = /^[A-Za-z0-9_-]{1,80}$/;

/** A batch action is granted with its single one. */
const GRANTABLE_ACTIONS = new Set([
  "*",
  "ChangeMessageVisibility",
  "DeleteMessage",
  "GetQueueAttributes",
  "GetQueueUrl",
  "ListDeadLetterSourceQueues",
  "PurgeQueue",
  "ReceiveMessage",
  "SendMessage",
]);

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-customer-managed-policy-examples.html#grant-cross-account-permissions-to-role-and-user-name */
const OWNERS_ACTIONS = new Set([
  "AddPermission",
  "CancelMessageMoveTask",
  "CreateQueue",
  "DeleteQueue",
  "ListMessageMoveTasks",
  "ListQueues",
  "ListQueueTags",
  "RemovePermission",
  "SetQueueAttributes",
  "StartMessageMoveTask",
  "TagQueue",
  "UntagQueue",
]);

/**
 * The policy of a queue with one permission more, as AWS writes it.
 * @throws AwsError in AWS's words
 */
export function addPermission(policyText: string | undefined, queue: QueueAddress, permission: Permission): string {
  checkPermission(permission);
  const arn = queueArn(queue);
  const statement = statementFor(permission, queue);
  if (policyText === undefined) {
    return formatQueuePolicy({ Version: "2008-10-17", Id: `${arn}/SQSDefaultPolicy`, Statement: [statement] });
  }
  const policy = parseQueuePolicy(policyText);
  const namesake = policy.Statement.find((other) => other["Sid"] === permission.label);
  if (namesake) {
    // The same permission once more changes nothing.
    if (JSON.stringify(namesake) === JSON.stringify(statement)) return policyText;
    throw invalidValue("Label", permission.label, "Already exists.");
  }
  const statements = [...policy.Statement, statement];
  if (statements.length > MAX_STATEMENTS) {
    throw overLimit(`${statements.length} Statements were found, maximum allowed is ${MAX_STATEMENTS}.`);
  }
  return formatQueuePolicy({ ...policy, Statement: statements });
}

/**
 * The policy of a queue without the permission of that label; `undefined` where nothing is left of it.
 * @throws AwsError in AWS's words
 */
export function removePermission(policyText: string | undefined, label: string): string | undefined {
  if (label === "") throw missingParameter("Label");
  if (policyText === undefined) throw invalidValue("Label", label, "can't find label.");
  const policy = parseQueuePolicy(policyText);
  const statements = policy.Statement.filter((statement) => statement["Sid"] !== label);
  if (statements.length === policy.Statement.length) {
    throw invalidValue("Label", label, "can't find label on existing policy.");
  }
  return statements.length === 0 ? undefined : JSON.stringify({ ...policy, Statement: statements });
}

function checkPermission({ label, accounts, actions }: Permission): void {
  if (label === "") throw missingParameter("Label");
  if (!LABEL.test(label)) {
    throw invalidValue(
      "Label",
      label,
      "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
    );
  }
  if (actions.length === 0) throw missingParameter("Actions");
  for (const action of actions) checkAction(action);
  if (actions.length > MAX_ACTIONS_PER_STATEMENT) {
    throw overLimit(`${actions.length} Actions were found, maximum allowed is ${MAX_ACTIONS_PER_STATEMENT}.`);
  }
  if (accounts.length === 0) throw missingParameter("AWSAccountIds");
  if (!accounts.every(isAccountId)) {
    throw invalidValue("PrincipalId", `[${accounts.join(", ")}]`, "Unable to verify.");
  }
}

function checkAction(action: string): void {
  if (GRANTABLE_ACTIONS.has(action)) return;
  const reason = OWNERS_ACTIONS.has(action)
    ? "Only the queue owner is allowed to invoke this action."
    : "Please refer to the appropriate WSDL for a list of valid actions.";
  throw invalidValue("ActionName", `SQS:${action}`, reason);
}

function statementFor({ label, accounts, actions }: Permission, queue: QueueAddress): Statement {
  const partition = partitionOf(queue.place.region);
  return {
    Sid: label,
    Effect: "Allow",
    Principal: { AWS: oneOrAll(accounts.map((account) => `arn:${partition}:iam::${account}:root`)) },
    Action: oneOrAll(actions.map((action) => `SQS:${action}`)),
    Resource: queueArn(queue),
  };
}

/** AWS writes a list of one as its element. */
const oneOrAll = (items: readonly string[]): string | readonly string[] | undefined =>
  items.length === 1 ? items[0] : items;
