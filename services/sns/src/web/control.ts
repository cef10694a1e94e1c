import { DEFAULT_ACCOUNT, type Place } from "@skylab/aws";
import type { ServiceDefinition, Types } from "@skylab/service";

export type Control = NonNullable<ServiceDefinition<Types, unknown>["control"]>;

/** LocalStack's, where nobody says another. */
const DEFAULT_REGION = "us-east-1";

/** Where what an endpoint is asked of is. */
export const placeOf = ({ accountId, region }: PlaceParameters): Place => ({
  account: accountId ?? DEFAULT_ACCOUNT,
  region: region ?? DEFAULT_REGION,
});

type PlaceParameters = { readonly accountId?: string | undefined; readonly region?: string | undefined };
