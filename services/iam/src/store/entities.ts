import { type Holder, SIDE_TABLES } from "@skylab/identity";
import { decodeKey, encodeKey, type Reader } from "@skylab/records";
import type { ReadRows } from "../domain/page.ts";
import type { Usage } from "./attachments.ts";
import { HOLDERS, type HolderKind } from "./holders.ts";

/** Who uses a managed policy, and how. */
export type Entity = {
  readonly kind: HolderKind;
  readonly usage: Usage;
  /** Absent where it was deleted meanwhile. */
  readonly holder: Holder | undefined;
  /** Bounded by a policy that it holds, too: it stands among those that hold it already. */
  readonly again: boolean;
};

/** Who uses a managed policy: groups, roles and users. */
export const listEntities =
  (rows: Reader, arn: string): ReadRows<Entity> =>
  async (after, limit) => {
    // Markers must be short, and all keys begin with the same ARN.
    const prefix = encodeKey(arn);
    const from = after && Buffer.concat([prefix, after]);
    const listed = await rows.list(SIDE_TABLES.attachments, { prefix: [arn], after: from, limit });
    return Promise.all(
      listed.map(async ({ key }) => ({ key: key.subarray(prefix.length), row: await readEntity(rows, key) })),
    );
  };

async function readEntity(rows: Reader, key: Uint8Array): Promise<Entity> {
  const [arn, kind, usage, name] = decodeKey(key) as [string, HolderKind, Usage, string]; // as: see SIDE_TABLES.
  const holder = await HOLDERS[kind].find(rows, name);
  const again = usage === "boundary" && holder?.attachedPolicies.includes(arn) === true;
  return { kind, usage, holder, again };
}
