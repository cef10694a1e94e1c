import { aliasAccess } from "./access/aliases.ts";
import { capacityProviderAccess } from "./access/capacity-providers.ts";
import { codeSigningAccess } from "./access/code-signing.ts";
import { concurrencyAccess } from "./access/concurrency.ts";
import { durableExecutionAccess } from "./access/durable-executions.ts";
import { eventInvokeConfigAccess } from "./access/event-invoke-configs.ts";
import { functionAccess } from "./access/functions.ts";
import { invocationAccess } from "./access/invocations.ts";
import { layerPolicyAccess } from "./access/layer-policies.ts";
import { layerAccess } from "./access/layers.ts";
import { mappingAccess } from "./access/mappings.ts";
import { policyAccess } from "./access/policies.ts";
import { tagAccess } from "./access/tags.ts";
import { urlAccess } from "./access/urls.ts";
import type { AccessOf } from "./access/rules.ts";
import type { LambdaOperations } from "./operation.ts";

/**
 * What IAM decides each operation by.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
 */
export const access: AccessOf<keyof LambdaOperations> = {
  ...aliasAccess,
  ...capacityProviderAccess,
  ...codeSigningAccess,
  ...concurrencyAccess,
  ...durableExecutionAccess,
  ...eventInvokeConfigAccess,
  ...functionAccess,
  ...invocationAccess,
  ...layerAccess,
  ...layerPolicyAccess,
  ...mappingAccess,
  ...policyAccess,
  ...tagAccess,
  ...urlAccess,
};
