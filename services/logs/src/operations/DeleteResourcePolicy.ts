import { invalidParameter, policyNotFound } from "../domain/errors.ts";
import { ofResources } from "../of-resources.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteResourcePolicy.html */
export const DeleteResourcePolicy: Operation<"DeleteResourcePolicy"> = async (
  { policyName: name, resourceArn },
  { place },
  store,
): Promise<object> => {
  if (resourceArn !== undefined) throw ofResources();
  if (!name) throw invalidParameter("Policy name must be specified");
  if (!(await store.resourcePolicies.remove(place, name))) throw policyNotFound(name);
  return {};
};
