import { AwsError } from "@skylab/aws";

/** What a query holds at a time, as far as it is counted: with more it fails. AWS names no such limit. */
const MOST_BYTES = 128 * 1024 * 1024;

/** What a value takes beside its text. */
const OVERHEAD_BYTES = 64;

/** Counts what a query holds on to. */
export class Memory {
  #bytes = 0;

  /** @throws AwsError where it is too much */
  take(chars: number): void {
    this.#bytes += 2 * chars + OVERHEAD_BYTES;
    if (this.#bytes > MOST_BYTES) throw tooLarge();
  }

  giveBack(chars: number): void {
    this.#bytes -= 2 * chars + OVERHEAD_BYTES;
  }
}

const tooLarge = (): AwsError => new AwsError("LimitExceededException", "The query needs too much memory.");
