import type { CreateDomainNameResponse } from "@aws-sdk/client-apigatewayv2";
import { domainNameExists } from "../../domain/domain-names/errors.ts";
import { checkTags } from "../../domain/tags.ts";
import { describeV2DomainName, newV2DomainName } from "../../domain/v2/domain-name.ts";
import { addDomainName } from "../../store/keep-domain-names.ts";
import type { Operation } from "../operation.ts";

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames.html */
export const CreateDomainName: Operation<"CreateDomainName"> = async (
  input,
  call,
  store,
): Promise<CreateDomainNameResponse> => {
  const { clock, endpoint, ids, place } = call;
  checkTags(input.Tags);
  const domain = newV2DomainName(input, { place, ids, now: clock.now() });
  if (!(await addDomainName(store, place, domain))) throw domainNameExists();
  return describeV2DomainName(domain, place, endpoint);
};
