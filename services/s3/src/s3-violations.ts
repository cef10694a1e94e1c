import { AwsError } from "@skylab/aws";
import type { Member, OperationModel, ServiceModel, Violation } from "@skylab/protocol";
import { malformedAcl } from "./domain/acl/errors.ts";
import { invalidArgument, invalidRequest, malformedXml } from "./domain/errors.ts";

/** S3's words for an input that breaks its model: it tells the first thing that is wrong, headers before documents. */
export const wordViolations =
  (model: ServiceModel) =>
  (violations: readonly Violation[], { input }: OperationModel): AwsError => {
    const shape = model.shapes[input ?? ""];
    const members = shape?.type === "structure" ? shape.members : {};
    const told = violations.map((violation) => ({ violation, member: topMember(members, violation) }));
    const first = told.find(({ member }) => wireNameOf(member) !== undefined) ?? told[0];
    return first === undefined ? malformedXml() : wordOne(first.violation, wireNameOf(first.member));
  };

/** The member of the input that a value is in. Paths begin in lower case. */
function topMember(members: Readonly<Record<string, Member>>, { path }: Violation): Member | undefined {
  const [top = ""] = path.split(".");
  return Object.entries(members).find(([name]) => name.toLowerCase() === top.toLowerCase())?.[1];
}

/** The header or query parameter that a member stands in; `undefined`: it is in the body. */
function wireNameOf(member: Member | undefined): string | undefined {
  const name = member?.traits?.["httpHeader"] ?? member?.traits?.["httpQuery"];
  return typeof name === "string" ? name : undefined;
}

function wordOne({ constraint, path, member, value }: Violation, wireName: string | undefined): AwsError {
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  if (wireName !== undefined) return wordParameter(wireName.toLowerCase(), text);
  if (constraint === "required" && !path.includes(".")) return missingBody();
  if (path.startsWith("accessControlPolicy")) return malformedAcl();
  if (member === "Events") {
    return invalidArgument("The event is not supported for notifications", "Event", text);
  }
  if (member === "Protocol") {
    return invalidRequest(
      "Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.",
    );
  }
  if (member === "Key" && constraint === "length" && path.includes("tagSet")) {
    return new AwsError("InvalidTag", "The TagKey you have provided is invalid", { members: { TagKey: text } });
  }
  return malformedXml();
}

const missingBody = (): AwsError => new AwsError("MissingRequestBodyError", "Request Body is empty", { status: 400 });

function wordParameter(name: string, value: string): AwsError {
  const worded = WORDS.get(name);
  return worded ? worded(value, name) : invalidArgument(`Invalid value for ${name}`, name, value);
}

type Words = (value: string, name: string) => AwsError;

const argument =
  (message: string): Words =>
  (value, name) =>
    invalidArgument(message, name, value);

const request =
  (message: string): Words =>
  () =>
    invalidRequest(message);

const WORDS: ReadonlyMap<string, Words> = new Map<string, Words>([
  ["x-amz-acl", argument("")],
  ["x-amz-storage-class", (value) => invalidStorageClass(value)],
  ["x-amz-metadata-directive", argument("Unknown metadata directive.")],
  ["x-amz-tagging-directive", argument("Unknown tagging directive.")],
  ["x-amz-server-side-encryption", argument("The encryption method specified is not supported")],
  ["x-amz-object-lock-mode", argument("Unknown wormMode directive.")],
  ["x-amz-object-lock-legal-hold", argument("Legal Hold must be either of 'ON' or 'OFF'")],
  ["encoding-type", argument("Invalid Encoding Method specified in Request")],
  ["x-amz-checksum-type", request("Value for x-amz-checksum-type header is invalid.")],
  ["x-amz-sdk-checksum-algorithm", request("Value for x-amz-sdk-checksum-algorithm header is invalid.")],
  [
    "x-amz-checksum-algorithm",
    request(
      "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]",
    ),
  ],
  ["x-amz-copy-source", argument("Copy Source must mention the source bucket and key: sourcebucket/sourcekey")],
  [
    "x-amz-object-ownership",
    (value, name) =>
      new AwsError("InvalidArgument", `Invalid x-amz-object-ownership header: ${value}`, {
        members: { ArgumentName: name },
      }),
  ],
  ["max-buckets", argument("Argument max-buckets must be an integer between 1 and 10000")],
  [
    "x-amz-transition-default-minimum-object-size",
    (value) => invalidRequest(`Invalid TransitionDefaultMinimumObjectSize found: ${value}`),
  ],
]);

const invalidStorageClass = (value: string): AwsError =>
  new AwsError("InvalidStorageClass", "The storage class you specified is not valid", {
    members: { StorageClassRequested: value },
  });
