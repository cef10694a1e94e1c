import { type Holder, type PolicyUse, type Role, rowKey, SIDE_TABLES, type User } from "@skylab/identity";
import type { Reader, Transaction } from "@skylab/records";
import { invalidInput, limitExceeded, noSuchEntity, validationError } from "../domain/errors.ts";
import { isPolicyArn } from "../domain/policy-arn.ts";
import { ATTACHED_POLICIES_PER_ENTITY } from "../domain/quotas.ts";
import type { HolderKind, Holders } from "./holders.ts";
import { putRole } from "./roles.ts";
import { findPolicy, policyNotFound, type PolicyRef, requireAttachablePolicy, useOfPolicy } from "./policies.ts";

/** How an entity uses a policy: it holds it, or is bounded by it. */
export type Usage = "attached" | "boundary";

/** Attaches a managed policy; one that is attached already stays so. */
export async function attachPolicy<Row extends Holder>(
  rows: Transaction,
  { holders, name }: { readonly holders: Holders<Row>; readonly name: string },
  ref: PolicyRef,
): Promise<void> {
  if (!isPolicyArn(ref.arn)) throw validationError(`ARN ${ref.arn} is not valid.`);
  const holder = await holders.requireModifiable(rows, name);
  await requireAttachablePolicy(rows, ref);
  if (holder.attachedPolicies.includes(ref.arn)) return;
  if (holder.attachedPolicies.length >= ATTACHED_POLICIES_PER_ENTITY) {
    throw limitExceeded(
      `Cannot exceed quota for ${QUOTA_NAMES[holders.kind]}: ${String(ATTACHED_POLICIES_PER_ENTITY)}`,
    );
  }
  holders.put(rows, { ...holder, attachedPolicies: [...holder.attachedPolicies, ref.arn] });
  await use(rows, { arn: ref.arn, kind: holders.kind, name: holder.name, usage: "attached" });
}

/** Detaches a managed policy. */
export async function detachPolicy<Row extends Holder>(
  rows: Transaction,
  { holders, name }: { readonly holders: Holders<Row>; readonly name: string },
  arn: string,
): Promise<void> {
  if (!isPolicyArn(arn)) throw validationError(`ARN ${arn} is not valid.`);
  const holder = await holders.requireModifiable(rows, name);
  if (!holder.attachedPolicies.includes(arn)) throw policyNotFound(arn);
  holders.put(rows, { ...holder, attachedPolicies: holder.attachedPolicies.filter((one) => one !== arn) });
  await disuse(rows, { arn, kind: holders.kind, name: holder.name, usage: "attached" });
}

/** Keeps a new role with the policies that it is made with. */
export async function attachToNewRole(rows: Transaction, role: Role): Promise<void> {
  putRole(rows, role);
  for (const arn of role.attachedPolicies) await use(rows, { arn, kind: "role", name: role.name, usage: "attached" });
}

/** Detaches all policies of a role that is to be removed. */
export async function detachFromRole(rows: Transaction, role: Role): Promise<void> {
  for (const arn of role.attachedPolicies)
    await disuse(rows, { arn, kind: "role", name: role.name, usage: "attached" });
}

const QUOTA_NAMES: Record<HolderKind, string> = {
  user: "PoliciesPerUser",
  group: "PoliciesPerGroup",
  role: "PoliciesPerRole",
};

/**
 * Notes that a user or a role is bounded by another policy than before, or by none; the caller puts its row.
 * @throws AwsError `NoSuchEntity`, `InvalidInput`
 */
export async function changeBoundary(
  rows: Transaction,
  { kind, holder }: { readonly kind: "user" | "role"; readonly holder: User | Role },
  next: PolicyRef | undefined,
): Promise<void> {
  if (next !== undefined) await checkBoundary(rows, next);
  const { name, permissionsBoundary: before } = holder;
  if (before === next?.arn) return;
  if (before !== undefined) await disuse(rows, { arn: before, kind, name, usage: "boundary" });
  if (next !== undefined) await use(rows, { arn: next.arn, kind, name, usage: "boundary" });
}

async function checkBoundary(rows: Reader, ref: PolicyRef): Promise<void> {
  if (!isPolicyArn(ref.arn)) throw invalidInput(`ARN ${ref.arn} is not valid.`);
  if ((await findPolicy(rows, ref)) === undefined) {
    throw noSuchEntity(`Scope ARN: ${ref.arn} does not exist or is not attachable.`);
  }
}

/** Takes a user, a group or a role under its new name into the indexes: renaming changes nothing of what it holds. */
export function renameAttachments(
  rows: Transaction,
  { kind, holder }: { readonly kind: HolderKind; readonly holder: Holder & { readonly permissionsBoundary?: string } },
  newName: string,
): void {
  const boundaries = holder.permissionsBoundary === undefined ? [] : [holder.permissionsBoundary];
  const move = (arn: string, usage: Usage): void => {
    rows.remove(SIDE_TABLES.attachments, arn, kind, usage, rowKey(holder.name));
    rows.put(SIDE_TABLES.attachments, true, arn, kind, usage, rowKey(newName));
  };
  for (const arn of holder.attachedPolicies) move(arn, "attached");
  for (const arn of boundaries) move(arn, "boundary");
}

type Attachment = {
  readonly arn: string;
  readonly kind: HolderKind;
  readonly name: string;
  readonly usage: Usage;
};

async function use(rows: Transaction, { arn, kind, name, usage }: Attachment): Promise<void> {
  rows.put(SIDE_TABLES.policyUses, count(await useOfPolicy(rows, arn), usage, 1), arn);
  rows.put(SIDE_TABLES.attachments, true, arn, kind, usage, rowKey(name));
}

async function disuse(rows: Transaction, { arn, kind, name, usage }: Attachment): Promise<void> {
  rows.put(SIDE_TABLES.policyUses, count(await useOfPolicy(rows, arn), usage, -1), arn);
  rows.remove(SIDE_TABLES.attachments, arn, kind, usage, rowKey(name));
}

const count = ({ attachments, boundaries }: PolicyUse, usage: Usage, more: number): PolicyUse =>
  usage === "attached"
    ? { attachments: attachments + more, boundaries }
    : { attachments, boundaries: boundaries + more };
