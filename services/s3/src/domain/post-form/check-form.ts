import { conditionFailed, extraFields, policyExpired } from "./errors.ts";
import type { PostCondition, PostPolicy } from "./post-policy.ts";

/** The fields of a form before its file, by their names in lower case; of equal names the first counts. */
export type Fields = ReadonlyMap<string, { readonly name: string; readonly value: string }>;

/** A form as it was sent. */
export type SentForm = {
  readonly fields: Fields;
  /** Where it was sent to. */
  readonly bucket: string;
  /** With the name of the file in it. */
  readonly key: string;
};

/** @throws AwsError AccessDenied where a form is not what its policy wants, or comes too late. `now` in milliseconds. */
export function checkForm({ conditions, expiresAt }: PostPolicy, form: SentForm, now: number): void {
  if (now > expiresAt) throw policyExpired();
  const covered = new Set<string>();
  for (const condition of conditions) {
    if (condition.kind === "content-length-range") continue;
    const name = fieldName(condition.name);
    if (name !== undefined) covered.add(name);
    // A field that is not there fails even where it may begin with anything.
    const value = name === undefined ? undefined : valueOf(name, form);
    if (value === undefined || !holds(condition, name, value)) throw conditionFailed(condition.text);
  }
  const extra = [...form.fields].filter(([name]) => !covered.has(name) && !isExempt(name));
  if (extra.length > 0) throw extraFields(extra.map(([, { name }]) => name));
}

/** A condition names a field with a `$` before it. */
const fieldName = (name: string): string | undefined =>
  name.startsWith("$") ? name.slice(1).toLowerCase() : undefined;

function valueOf(name: string, { bucket, fields, key }: SentForm): string | undefined {
  if (name === "bucket") return bucket;
  return name === "key" ? key : fields.get(name)?.value;
}

function holds(condition: Exclude<PostCondition, { kind: "content-length-range" }>, name = "", value = ""): boolean {
  if (condition.kind === "eq") return value === condition.value;
  // What has commas is a list in this one field, and each of it must begin so.
  const values = name === "content-type" ? value.split(",").map((each) => each.trim()) : [value];
  return values.every((each) => each.startsWith(condition.value));
}

/** What needs no condition: how the form is signed, and what S3 is told to overlook. */
const isExempt = (name: string): boolean =>
  ["policy", "x-amz-signature", "signature", "awsaccesskeyid", "file"].includes(name) || name.startsWith("x-ignore-");
