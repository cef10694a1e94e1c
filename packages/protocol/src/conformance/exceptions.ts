/** The SDK takes it as it is only if it is 256 bits in base64, and adds its MD5. */
const CUSTOMER_KEY = Buffer.alloc(32).toString("base64");
const CUSTOMER_KEY_MD5 = "cLyPS3KoaSFGi/joRB3OUQ==";

/** Made by the SDK of the header `Expires`. */
const EXPIRES_STRING = "Thu, 26 Nov 2026 01:02:03 GMT";

/** Values that cannot be drawn from the model, by `service/shape` or `service/structure.member`. */
export const SPECIAL_SAMPLES: Readonly<Record<string, unknown>> = {
  "s3/SSECustomerKey": CUSTOMER_KEY,
  "s3/SSECustomerKeyMD5": CUSTOMER_KEY_MD5,
  "s3/CopySourceSSECustomerKey": CUSTOMER_KEY,
  "s3/CopySourceSSECustomerKeyMD5": CUSTOMER_KEY_MD5,
  "s3/GetObjectOutput.ExpiresString": EXPIRES_STRING,
  "s3/HeadObjectOutput.ExpiresString": EXPIRES_STRING,
  // Its pattern has lookaheads and back references.
  "ssm/StringDateTime": "2026-11-26",
};

/** What the conformance test leaves out, and why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  "error cloudwatch/DashboardNotFoundError":
    "Its query code is the name of another error, ResourceNotFound, and the SDK prefers the query code.",
  "member s3/GetObjectRequest.ChecksumMode": "The SDK would compare the checksums of the sample's body.",
  "member s3/GetObjectAnnotationRequest.ChecksumMode": "The SDK would compare the checksums of the sample's body.",
  "member events/PutEventsRequest.EndpointId": "The SDK signs it with SigV4a, for which it wants a package of its own.",
};

/** Whether something is left out of the test: `error <service>/<shape>`, `member <service>/<shape>.<member>`. */
export const isException = (what: string): boolean => Object.hasOwn(EXCEPTIONS, what);
