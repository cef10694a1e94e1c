import type { Fields } from "./check-form.ts";

/** Fields that stand for a header of PutObject under the same name. */
const SAME_NAME =
  /^(?:cache-control|content-disposition|content-encoding|content-language|content-md5|content-type|expires|x-amz-(?:meta-.+|storage-class|website-redirect-location|server-side-encryption(?:-.+)?|checksum-.+|sdk-checksum-algorithm|object-lock-.+|grant-.+))$/;

/** The headers with which PutObject does what a form asks for. `tagging`: of the form's document, as a header has it. */
export function putHeaders(fields: Fields, tagging: string | undefined): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const [name, { value }] of fields) if (SAME_NAME.test(name)) headers[name] = asHeader(value);
  const acl = fields.get("acl")?.value;
  if (acl !== undefined) headers["x-amz-acl"] = asHeader(acl);
  if (tagging !== undefined) headers["x-amz-tagging"] = tagging;
  return headers;
}

/** Headers come as bytes, one a character. */
const asHeader = (value: string): string => Buffer.from(value, "utf8").toString("latin1");
