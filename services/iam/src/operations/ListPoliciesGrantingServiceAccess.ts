import type { ListPoliciesGrantingServiceAccessResponse, PolicyGrantingServiceAccess } from "@aws-sdk/client-iam";
import { validationError } from "../domain/errors.ts";
import { grantsService, readSubject } from "../domain/granted-services.ts";
import type { Operation } from "../operation.ts";
import { type HeldPolicy, heldPolicies } from "../store/held-policies.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPoliciesGrantingServiceAccess.html */
export const ListPoliciesGrantingServiceAccess: Operation<"ListPoliciesGrantingServiceAccess"> = async (
  input,
  call,
  store,
): Promise<ListPoliciesGrantingServiceAccessResponse> => {
  const { account } = call.caller;
  const subject = readSubject(input.Arn);
  if (subject === undefined) throw validationError("Invalid ARN: Could not be parsed!");
  const policies = await heldPolicies(store.of(account), account, subject);
  return {
    PoliciesGrantingServiceAccess: input.ServiceNamespaces.map((service) => ({
      ServiceNamespace: service,
      Policies: policies.filter(({ document }) => grantsService(document, service)).map(describeGrant),
    })),
    IsTruncated: false,
  };
};

const describeGrant = ({ name, source }: HeldPolicy): PolicyGrantingServiceAccess =>
  "arn" in source
    ? { PolicyName: name, PolicyType: "MANAGED", PolicyArn: source.arn }
    : { PolicyName: name, PolicyType: "INLINE", EntityType: ENTITY_TYPES[source.kind], EntityName: source.holder };

const ENTITY_TYPES = { user: "USER", group: "GROUP", role: "ROLE" } as const;
