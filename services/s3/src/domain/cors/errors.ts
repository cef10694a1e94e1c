import { AwsError } from "@skylab/aws";

/** What a page wants to do, and to what. */
export type Attempt = { readonly method: string; readonly resourceType: "BUCKET" | "OBJECT" };

/** A preflight that says not where its page is from. */
export const originNeeded = (): AwsError =>
  new AwsError("BadRequest", "Insufficient information. Origin request header needed.", { status: 400 });

/** S3 says BUCKET here of objects, too. */
export const corsBucketNotFound = (method: string): AwsError =>
  forbidden("Bucket not found", { method, resourceType: "BUCKET" });

/** S3 says BUCKET here of objects, too. */
export const corsNotEnabled = (method: string): AwsError =>
  forbidden("CORS is not enabled for this bucket.", { method, resourceType: "BUCKET" });

/** No rule matches. The spelling is S3's. */
export const corsNotAllowed = (attempt: Attempt): AwsError =>
  forbidden(
    "This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
    attempt,
  );

const forbidden = (why: string, { method, resourceType }: Attempt): AwsError =>
  new AwsError("AccessForbidden", `CORSResponse: ${why}`, {
    status: 403,
    members: { Method: method, ResourceType: resourceType },
  });
