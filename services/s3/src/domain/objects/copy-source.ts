import { invalidArgument } from "../errors.ts";

/** Which object a copy is made of. */
export type CopySource = {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | undefined;
};

const HEADER = "x-amz-copy-source";

const VERSION = /\?versionId=(.*)$/;

/** `bucket/key` or `/bucket/key`, encoded as in a URL, and perhaps `?versionId=…`. @throws AwsError InvalidArgument */
export function readCopySource(header: string): CopySource {
  const [suffix = "", versionId] = VERSION.exec(header) ?? [];
  const path = decode(header.slice(0, header.length - suffix.length)).replace(/^\//, "");
  const slash = path.indexOf("/");
  if (slash <= 0) {
    throw invalidArgument("Copy Source must mention the source bucket and key: sourcebucket/sourcekey", HEADER, header);
  }
  const key = path.slice(slash + 1);
  if (key === "") throw invalidArgument("Invalid copy source object key", HEADER, header);
  return { bucket: path.slice(0, slash), key, versionId };
}

/** S3 takes a plus for a space here, as in forms. https://github.com/aws/aws-sdk-js/issues/1821 */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw invalidArgument("Invalid copy source encoding.", HEADER, text);
  }
}
