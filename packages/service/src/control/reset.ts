import { isAccountId } from "@skylab/aws";
import { z } from "zod";
import type { Service } from "../service.ts";

/** What `POST /_skylab/reset` may be narrowed by. Strict: a misspelt name must not forget everything. */
const resetQuery = z.strictObject({
  service: z.string().optional(),
  account: z.string().refine(isAccountId).optional(),
});

const USAGE = "Narrow a reset by ?service=<name>, ?account=<twelve digits>, or both.";

export type ResetOutcome = { readonly reset: readonly string[] } | { readonly error: string };

/** Forgets what the query names; resolves to the names of the services that forgot, or to why nothing was forgotten. */
export async function resetServices(services: readonly Service[], query: unknown): Promise<ResetOutcome> {
  const { data } = resetQuery.safeParse(query);
  if (data === undefined) return { error: USAGE };
  const named = services.filter((service) => data.service === undefined || service.name === data.service);
  if (named.length === 0) return { error: `There is no service "${data.service ?? ""}" here.` };
  await Promise.all(named.map((service) => service.reset(data.account)));
  return { reset: named.map((service) => service.name) };
}
