import type { UpdateCodeSigningConfigResponse } from "@aws-sdk/client-lambda";
import {
  describeCodeSigningConfig,
  noSuchCodeSigningConfig,
  readCodeSigningConfigArn,
  type StoredCodeSigningConfig,
} from "../domain/code-signing/code-signing-config.ts";
import { lastModified } from "../domain/functions/described.ts";
import type { Operation } from "../operation.ts";
import { codeSigningConfigRows } from "../store/code-signing-configs.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateCodeSigningConfig.html */
export const UpdateCodeSigningConfig: Operation<"UpdateCodeSigningConfig"> = async (
  { AllowedPublishers, CodeSigningConfigArn: arn, CodeSigningPolicies, Description },
  { clock, place },
  store,
): Promise<UpdateCodeSigningConfigResponse> => {
  const address = readCodeSigningConfigArn(arn, place);
  const policy = CodeSigningPolicies?.UntrustedArtifactOnDeployment;
  const config = await store.change(address.place, async (rows) => {
    const current = await rows.get(codeSigningConfigRows, address.id);
    if (current === undefined) throw noSuchCodeSigningConfig(arn);
    const changed: StoredCodeSigningConfig = {
      ...current,
      ...(Description !== undefined && { description: Description }),
      ...(AllowedPublishers && { publishers: AllowedPublishers.SigningProfileVersionArns }),
      ...(policy && { policy }),
      lastModified: lastModified(clock.now()),
    };
    rows.put(codeSigningConfigRows, changed, address.id);
    return changed;
  });
  return { CodeSigningConfig: describeCodeSigningConfig(address, config) };
};
