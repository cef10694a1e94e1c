import type { Place } from "@skylab/aws";
import { jsonTable, type Places, readerOf, transact } from "@skylab/records";
import { limitExceeded } from "../domain/errors.ts";
import { MAX_RESOURCE_POLICIES, type ResourcePolicyRow } from "../domain/policies/resource-policy.ts";
import { RESOURCE_POLICIES_SPACE } from "./spaces.ts";

/** The policies by which an account lets services write into its groups. */
export type ResourcePolicies = {
  /** @throws AwsError LimitExceededException */
  readonly put: (place: Place, name: string, row: ResourcePolicyRow) => Promise<void>;
  /** False where there is none of the name. */
  readonly remove: (place: Place, name: string) => Promise<boolean>;
  /** All of a place, in the order of their names. */
  readonly list: (place: Place) => Promise<readonly (ResourcePolicyRow & { readonly name: string })[]>;
};

const policyRows = jsonTable<Readonly<Record<string, ResourcePolicyRow>>>(RESOURCE_POLICIES_SPACE);

/** They are few, and one row: so none is made beyond their number, whoever else makes some. */
const ALL = "all";

export const openResourcePolicies = (places: Places): ResourcePolicies => ({
  put: (place, name, row) =>
    transact(places.at(place), async (rows) => {
      const policies = { ...(await rows.get(policyRows, ALL)), [name]: row };
      if (Object.keys(policies).length > MAX_RESOURCE_POLICIES) throw limitExceeded();
      rows.put(policyRows, policies, ALL);
    }),
  remove: (place, name) =>
    transact(places.at(place), async (rows) => {
      const policies = (await rows.get(policyRows, ALL)) ?? {};
      if (!Object.hasOwn(policies, name)) return false;
      const left = Object.entries(policies).filter(([one]) => one !== name);
      rows.put(policyRows, Object.fromEntries(left), ALL);
      return true;
    }),
  list: async (place) => {
    const policies = (await readerOf(places.at(place)).get(policyRows, ALL)) ?? {};
    const sorted = Object.keys(policies).toSorted();
    return sorted.flatMap((name) => {
      const row = policies[name];
      return row === undefined ? [] : [{ ...row, name }];
    });
  },
});
