import { invalidParameter, validationError } from "../errors.ts";
import { limitExceeded } from "./table-errors.ts";
import type { RawIndexUpdate, RawTableUpdate } from "./table-input.ts";
import { checkBounds } from "./throughput.ts";

/** One of them must be there; AWS names some that its model does not have. */
const CHANGES = [
  "ProvisionedThroughput",
  "BillingMode",
  "UpdateStreamEnabled",
  "GlobalSecondaryIndexUpdates",
  "SSESpecification",
  "ReplicaUpdates",
  "MultiAccountReplicaReady",
  "ReplicaTransitRoleArn",
  "MultiRegionConsistency",
  "DeletionProtectionEnabled",
  "OnDemandThroughput",
  "WarmThroughput",
];

/**
 * What can be said of an update without knowing the table.
 * @throws AwsError in AWS's words
 */
export function checkTableUpdate(asked: RawTableUpdate): void {
  const { GlobalSecondaryIndexUpdates: indexes = [], ProvisionedThroughput } = asked;
  const changes = changesOf(asked);
  if (changes.size === 0) throw validationError(`At least one of ${CHANGES.join(", ")} or TableClass is required`);
  if (ProvisionedThroughput) checkBounds(ProvisionedThroughput);
  for (const index of indexes) checkAction(index);
  checkRepeated(indexes);
  checkAlone(changes, indexes);
  const online = indexes.filter(({ Create, Delete }) => Create !== undefined || Delete !== undefined);
  if (online.length > 1) throw onlyOneOnline();
}

export const onlyOneOnline = () =>
  limitExceeded("Only 1 online index can be created or deleted simultaneously per table");

/** The members of an update that change something. */
const MEMBERS = [
  "BillingMode",
  "DeletionProtectionEnabled",
  "GlobalSecondaryIndexUpdates",
  "OnDemandThroughput",
  "ProvisionedThroughput",
  "SSESpecification",
  "StreamSpecification",
  "TableClass",
  "WarmThroughput",
] as const satisfies readonly (keyof RawTableUpdate)[];

type Change = (typeof MEMBERS)[number];

const changesOf = (asked: RawTableUpdate): ReadonlySet<Change> =>
  new Set(MEMBERS.filter((member) => isGiven(asked[member])));

const isGiven = (value: unknown): boolean => value !== undefined && !(Array.isArray(value) && value.length === 0);

function checkAction({ Create, Delete, Update }: RawIndexUpdate): void {
  const actions = [Create, Delete, Update].filter((action) => action !== undefined).length;
  if (actions === 0) {
    throw invalidParameter(
      "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, " +
        "GlobalSecondaryIndexUpdate.Delete must not be null",
    );
  }
  if (actions === 1) return;
  throw invalidParameter("Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object");
}

function checkRepeated(indexes: readonly RawIndexUpdate[]): void {
  const names = indexes.map(({ Create, Delete, Update }) => (Update ?? Create ?? Delete)?.IndexName);
  const repeated = names.find((name, position) => names.indexOf(name) !== position);
  if (repeated === undefined) return;
  throw invalidParameter(
    `Only one global secondary index update per index is allowed simultaneously. Index: ${repeated}`,
  );
}

/** Changes that nothing may stand beside, as AWS calls them, in the order in which it complains. */
const ALONE: readonly (readonly [change: Change, words: string])[] = [
  ["SSESpecification", "Server-Side Encryption modification"],
  ["TableClass", "TableClass modification"],
  ["DeletionProtectionEnabled", "DeletionProtection modification"],
  ["WarmThroughput", "WarmThroughput"],
];

function checkAlone(changes: ReadonlySet<Change>, indexes: readonly RawIndexUpdate[]): void {
  if (changes.size === 1) return;
  for (const [change, words] of ALONE) {
    if (changes.has(change)) throw invalidParameter(`${words} must be the only operation in the request`);
  }
  const isThroughput = changes.has("ProvisionedThroughput");
  const isStream = changes.has("StreamSpecification");
  if (changes.has("OnDemandThroughput") && !(changes.size === 2 && changes.has("BillingMode"))) {
    throw invalidParameter("OnDemandThroughput can only be combined with BillingMode in an UpdateTable request");
  }
  if (isStream && isThroughput) throw invalidParameter("You cannot modify stream status while updating table IOPS");
  if (indexes.every(({ Update }) => Update !== undefined)) return;
  if (isThroughput) throw invalidParameter("You cannot create or delete index while updating table IOPS");
  if (isStream) throw invalidParameter("You cannot create or delete index while changing stream status");
}
