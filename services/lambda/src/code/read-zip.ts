import { Readable } from "node:stream";
import { fromBufferPromise, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from "yauzl";
import { cannotUnzip } from "../domain/functions/code-errors.ts";

/** What a zip file says of its contents, none of which is unpacked here. */
export type ZipContents = {
  /** Bytes of all its files. Whoever unpacks it finds out whether that is true. */
  readonly unzippedBytes: number;
  /** Whether AWS Signer has been at it. */
  readonly isSigned: boolean;
};

/** What AWS Signer adds to a zip file. */
const SIGNATURE = /^META-INF\/aws_signer_signature_v1\.0\.SF$/;

/** Reads the directory of a zip file in memory. @throws AwsError InvalidParameterValueException where it is damaged */
export const readZip = (bytes: Uint8Array): Promise<ZipContents> =>
  contentsOf(fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), LAZY));

/** Bytes from `start`, inclusive, to `end`, exclusive. */
export type ReadRange = (start: number, end: number) => Promise<Readable>;

/** As `readZip`, of a zip file that is somewhere else; where that cannot be read, it rejects with the reason. */
export async function readZipThere(size: number, read: ReadRange): Promise<ZipContents> {
  const reader = new RangeReader(read);
  try {
    return await contentsOf(fromRandomAccessReaderPromise(reader, size, LAZY));
  } catch (error) {
    throw reader.failure ?? error;
  }
}

const LAZY = { lazyEntries: true, autoClose: false };

async function contentsOf(opening: Promise<ZipFile>): Promise<ZipContents> {
  try {
    const zip = await opening;
    let [unzippedBytes, isSigned] = [0, false];
    for await (const { fileName, uncompressedSize } of zip.eachEntry()) {
      unzippedBytes += uncompressedSize;
      isSigned ||= SIGNATURE.test(fileName);
    }
    return { unzippedBytes, isSigned };
  } catch {
    throw cannotUnzip();
  }
}

/** yauzl knows of readers what their class is. */
class RangeReader extends RandomAccessReader {
  readonly #read: ReadRange;
  /** Why the bytes could not be read. */
  failure: unknown;

  constructor(read: ReadRange) {
    super();
    this.#read = read;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#flow(start, end), { objectMode: false });
  }

  async *#flow(start: number, end: number): AsyncGenerator<Uint8Array> {
    try {
      yield* await this.#read(start, end);
    } catch (error) {
      this.failure ??= error;
      throw error;
    }
  }
}
