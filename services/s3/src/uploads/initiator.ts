import type * as sdk from "@aws-sdk/client-s3";
import { canonicalId } from "../domain/canonical-id.ts";
import type { Upload } from "../store/uploads.ts";

/** Who began an upload, as listings tell it: a user or role by its ARN, an account by its canonical id. */
export const initiatorOf = ({ initiator }: Pick<Upload, "initiator">): sdk.Initiator => ({
  ID: initiator.arn.endsWith(":root") ? canonicalId(initiator.id) : initiator.arn,
});
