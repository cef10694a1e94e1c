import { AwsError } from "@skylab/aws";

/** Names and values together, in bytes. https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
const MAX_BYTES = 2048;

/** A word that is no ASCII, as a header carries it. https://www.rfc-editor.org/rfc/rfc2047#section-2 */
const ENCODED_WORD = /=\?[\w-]+\?[bq]\?[^?]*\?=/gi;

/** The metadata of a request, read. @throws AwsError MetadataTooLarge */
export function readMetadata(sent: Readonly<Record<string, string>> | undefined): Readonly<Record<string, string>> {
  if (sent === undefined) return {};
  const metadata: Record<string, string> = {};
  let bytes = 0;
  for (const [name, value] of Object.entries(sent)) {
    bytes += name.length + Buffer.byteLength(value);
    metadata[name.toLowerCase()] = readValue(value);
  }
  if (bytes > MAX_BYTES) throw metadataTooLarge(bytes);
  return metadata;
}

/** What clients send beyond ASCII: encoded words, or UTF-8 as it is, which Node hands over byte by byte. */
function readValue(value: string): string {
  // oxlint-disable-next-line no-control-regex
  if (/^[\0-\x7f]*$/.test(value)) return value.includes("=?") ? decodeWords(value) : value;
  const bytes = Buffer.from(value, "latin1");
  const text = bytes.toString("utf8");
  return bytes.equals(Buffer.from(text)) ? text : value;
}

function decodeWords(value: string): string {
  // White space between two encoded words is none.
  const joined = value.replaceAll(/\?=\s+=\?/g, "?==?");
  return joined.replaceAll(ENCODED_WORD, (word) => {
    const [, charset = "", encoding = "", text = ""] = word.split("?");
    const bytes = encoding.toLowerCase() === "b" ? Buffer.from(text, "base64") : quotedPrintable(text);
    if (charset.toLowerCase() === "utf-8") return bytes.toString("utf8");
    return charset.toLowerCase() === "iso-8859-1" ? bytes.toString("latin1") : word;
  });
}

const quotedPrintable = (text: string): Buffer =>
  Buffer.from(
    text
      .replaceAll("_", " ")
      .replaceAll(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );

const metadataTooLarge = (bytes: number): AwsError =>
  new AwsError("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size", {
    members: { Size: String(bytes), MaxSizeAllowed: String(MAX_BYTES) },
  });
