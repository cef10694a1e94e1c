import { createHmac, timingSafeEqual } from "node:crypto";
import { jsonTable, transact } from "@skylab/records";
import { CODE_PATH } from "../domain/functions/code-path.ts";
import { DIRECTORY, LINK_KEYS_SPACE } from "./spaces.ts";
import type { LambdaEngines } from "./engines.ts";

/** How long a link holds: https://docs.aws.amazon.com/lambda/latest/api/API_FunctionCodeLocation.html */
const LINK_SECONDS = 600;

/** What links are signed with, in base64. */
const keys = jsonTable<string>(LINK_KEYS_SPACE);

const KEY_BYTES = 32;

/** Links by which whoever has one may download code, for some minutes, as AWS's presigned URLs. */
export type CodeLinks = {
  readonly linkTo: (blob: string, endpoint: string) => Promise<string>;
  /** Whether a link is one of ours, and holds still. */
  readonly check: (blob: string, query: URLSearchParams) => Promise<"holds" | "expired" | "forged">;
};

export function openCodeLinks({ clock, ids, records }: Pick<LambdaEngines, "clock" | "ids" | "records">): CodeLinks {
  let known: Promise<Buffer> | undefined;
  const key = (): Promise<Buffer> => {
    const reading = (known ??= readKey({ ids, records }));
    reading.catch(() => (known = undefined));
    return reading;
  };
  const sign = async (blob: string, expires: string): Promise<Buffer> =>
    createHmac("sha256", await key())
      .update(`${blob} ${expires}`)
      .digest();
  return {
    linkTo: async (blob, endpoint) => {
      const expires = String(Math.floor(clock.now() / 1000) + LINK_SECONDS);
      const signature = (await sign(blob, expires)).toString("hex");
      return `${endpoint}${CODE_PATH}${blob}?expires=${expires}&signature=${signature}`;
    },
    check: async (blob, query) => {
      const expires = query.get("expires") ?? "";
      const signature = Buffer.from(query.get("signature") ?? "", "hex");
      const expected = await sign(blob, expires);
      if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return "forged";
      return Number(expires) * 1000 > clock.now() ? "holds" : "expired";
    },
  };
}

/** One key for all replicas, made by the first that needs it. */
async function readKey({ ids, records }: Pick<LambdaEngines, "ids" | "records">): Promise<Buffer> {
  const made = Buffer.from(ids.bytes(KEY_BYTES)).toString("base64");
  const kept = await transact(records.partition(DIRECTORY), async (rows) => {
    const known = await rows.get(keys, null);
    if (known === undefined) rows.put(keys, made, null);
    return known ?? made;
  });
  return Buffer.from(kept, "base64");
}
