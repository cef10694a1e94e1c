import type { StoredChecksum } from "../object-version.ts";
import { type Algorithm, checksumHeader, isChecksum } from "./algorithms.ts";
import type { AskedChecksum } from "./asked-checksum.ts";
import { digestOf, startDigest } from "./digest.ts";
import { invalidChecksum, wrongChecksum, wrongMd5 } from "./errors.ts";

/** What AWS sums an object by whose writer asks for nothing. https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html */
export const DEFAULT_ALGORITHM: Algorithm = "CRC64NVME";

/** The digests of a body, made as it flows by. */
export type BodyDigests = {
  readonly update: (bytes: Uint8Array) => void;
  /**
   * To be asked when all bytes have come. `trailers`: what came behind them, by name.
   * @throws AwsError BadDigest where the body is not what the request says it is.
   */
  readonly finish: (trailers: ReadonlyMap<string, string>) => Digested;
};

/** What was found out of a body. */
export type Digested = {
  readonly etag: string;
  /** What the body is kept with. */
  readonly checksum: StoredChecksum;
  /** What its writer asked for. */
  readonly askedFor: StoredChecksum;
};

export function startBodyDigests(asked: AskedChecksum): BodyDigests {
  const algorithm = asked.algorithm ?? DEFAULT_ALGORITHM;
  const { keepBy = algorithm } = asked;
  const md5 = startDigest("MD5");
  const sum = algorithm === "MD5" ? undefined : startDigest(algorithm);
  const other = keepBy === algorithm ? undefined : startDigest(keepBy);
  return {
    update: (bytes) => {
      md5.update(bytes);
      sum?.update(bytes);
      other?.update(bytes);
    },
    finish: (trailers) => {
      const hash = md5.value();
      const askedFor = sum?.value() ?? hash;
      return check(asked, trailers, { md5: hash, askedFor, kept: other?.value() ?? askedFor });
    },
  };
}

/** The digests of a body that is at hand: at a third of the cost. @throws AwsError BadDigest */
export function digestBody(asked: AskedChecksum, trailers: ReadonlyMap<string, string>, body: Uint8Array): Digested {
  const algorithm = asked.algorithm ?? DEFAULT_ALGORITHM;
  const { keepBy = algorithm } = asked;
  const askedFor = digestOf(algorithm, body);
  const kept = keepBy === algorithm ? askedFor : digestOf(keepBy, body);
  return check(asked, trailers, { md5: digestOf("MD5", body), askedFor, kept });
}

type Calculated = { readonly md5: Buffer; readonly askedFor: Buffer; readonly kept: Buffer };

function check(
  asked: AskedChecksum,
  trailers: ReadonlyMap<string, string>,
  { md5, askedFor, kept }: Calculated,
): Digested {
  if (asked.md5 !== undefined) {
    const calculated = md5.toString("base64");
    if (asked.md5 !== calculated) throw wrongMd5(asked.md5, calculated);
  }
  const value = askedFor.toString("base64");
  checkValue(asked, trailers, value);
  const algorithm = asked.algorithm ?? DEFAULT_ALGORITHM;
  const { keepBy = algorithm } = asked;
  return {
    etag: md5.toString("hex"),
    checksum: { algorithm: keepBy, type: "FULL_OBJECT", value: kept.toString("base64") },
    askedFor: { algorithm, type: "FULL_OBJECT", value },
  };
}

function checkValue(asked: AskedChecksum, trailers: ReadonlyMap<string, string>, calculated: string): void {
  const { algorithm } = asked;
  if (algorithm === undefined) return;
  const expected = asked.value ?? trailers.get(checksumHeader(algorithm));
  if (expected === undefined) return;
  if (!isChecksum(algorithm, expected)) throw invalidChecksum(algorithm);
  if (expected !== calculated) throw wrongChecksum(algorithm);
}
