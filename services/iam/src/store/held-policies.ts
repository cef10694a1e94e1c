import { defaultDocument, type Holder } from "@skylab/identity";
import type { Reader } from "@skylab/records";
import type { Subject } from "../domain/granted-services.ts";
import { policyNameOf } from "../domain/policy-arn.ts";
import { requireGroup } from "./groups.ts";
import type { HolderKind } from "./holders.ts";
import { findPolicy, requirePolicy } from "./policies.ts";
import { requireRole } from "./roles.ts";
import { requireUser } from "./users.ts";

/** A policy that counts for a user, a group or a role, and whose it is where it is inline. */
export type HeldPolicy = {
  readonly name: string;
  readonly document: string;
  readonly source: { readonly arn: string } | { readonly kind: HolderKind; readonly holder: string };
};

/**
 * All policies that count for a user, with those of its groups, for a group or a role; a policy counts for itself.
 * @throws AwsError `NoSuchEntity`
 */
export async function heldPolicies(rows: Reader, account: string, subject: Subject): Promise<readonly HeldPolicy[]> {
  switch (subject.kind) {
    case "policy":
      return [await managed(rows, account, (await requirePolicy(rows, { account, arn: subject.arn })).arn)].flat();
    case "group":
      return policiesOf(rows, account, { kind: "group", holder: await requireGroup(rows, subject.name) });
    case "role":
      return policiesOf(rows, account, { kind: "role", holder: await requireRole(rows, subject.name) });
    default: {
      const user = await requireUser(rows, subject.name);
      const groups = await Promise.all(user.groups.map((name) => requireGroup(rows, name)));
      const holders = [
        { kind: "user", holder: user } as const,
        ...groups.map((holder) => ({ kind: "group", holder }) as const),
      ];
      return (await Promise.all(holders.map((one) => policiesOf(rows, account, one)))).flat();
    }
  }
}

async function policiesOf(
  rows: Reader,
  account: string,
  { kind, holder }: { readonly kind: HolderKind; readonly holder: Holder },
): Promise<readonly HeldPolicy[]> {
  const attached = await Promise.all(holder.attachedPolicies.map((arn) => managed(rows, account, arn)));
  const inline = Object.entries(holder.inlinePolicies).map(([name, document]): HeldPolicy => ({
    name,
    document,
    source: { kind, holder: holder.name },
  }));
  return [...attached.flat(), ...inline];
}

async function managed(rows: Reader, account: string, arn: string): Promise<readonly HeldPolicy[]> {
  const policy = await findPolicy(rows, { account, arn });
  const document = policy && defaultDocument(policy);
  return document === undefined ? [] : [{ name: policyNameOf(arn), document, source: { arn } }];
}
