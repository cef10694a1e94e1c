import type { Reader } from "@skylab/records";
import { stageIsMapped } from "../domain/domain-names/errors.ts";
import { apiIsMapped } from "../domain/v2/errors.ts";
import { domainNameRows } from "../store/domain-names.ts";
import { listAll } from "../store/list-all.ts";

/** An API, or a stage of one. */
export type Mappable = { readonly apiId: string; readonly stage?: string };

/** @throws AwsError BadRequestException where custom domain names of the place lead to an API or a stage */
export async function checkNotMapped(rows: Reader, { apiId, stage }: Mappable): Promise<void> {
  const domains = (await listAll(rows, domainNameRows))
    .filter(({ mappings }) =>
      mappings.some((one) => one.apiId === apiId && (stage === undefined || one.stage === stage)),
    )
    .map(({ domainName }) => domainName);
  if (domains.length === 0) return;
  throw stage === undefined ? apiIsMapped(domains) : stageIsMapped(stage, domains);
}
