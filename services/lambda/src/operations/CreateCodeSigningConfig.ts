import type { CreateCodeSigningConfigResponse } from "@aws-sdk/client-lambda";
import {
  describeCodeSigningConfig,
  newCodeSigningConfigId,
  type StoredCodeSigningConfig,
} from "../domain/code-signing/code-signing-config.ts";
import { lastModified } from "../domain/functions/described.ts";
import { checkTags } from "../domain/tags.ts";
import type { Operation } from "../operation.ts";
import { codeSigningConfigRows } from "../store/code-signing-configs.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateCodeSigningConfig.html */
export const CreateCodeSigningConfig: Operation<"CreateCodeSigningConfig"> = async (
  { AllowedPublishers, CodeSigningPolicies, Description = "", Tags = {} },
  { clock, ids, place },
  store,
): Promise<CreateCodeSigningConfigResponse> => {
  checkTags(Tags);
  const id = newCodeSigningConfigId(ids);
  const config: StoredCodeSigningConfig = {
    description: Description,
    publishers: AllowedPublishers.SigningProfileVersionArns,
    policy: CodeSigningPolicies?.UntrustedArtifactOnDeployment ?? "Warn",
    lastModified: lastModified(clock.now()),
    tags: Tags,
  };
  await store.change(place, async (rows) => rows.put(codeSigningConfigRows, config, id));
  return { CodeSigningConfig: describeCodeSigningConfig({ place, id }, config) };
};
