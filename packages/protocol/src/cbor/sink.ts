const FIRST_SIZE_BYTES = 1024;

/** A growing buffer that CBOR is written into. https://www.rfc-editor.org/rfc/rfc8949 */
export class CborSink {
  #bytes = Buffer.allocUnsafe(FIRST_SIZE_BYTES);
  #at = 0;

  /** What was written so far. */
  get written(): Buffer {
    return this.#bytes.subarray(0, this.#at);
  }

  byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#at++] = value;
  }

  /** The head of an item: its major type and its length or value. */
  head(major: number, argument: number | bigint): void {
    this.#room(9);
    const type = major << 5;
    if (argument < 24) this.#bytes[this.#at++] = type | Number(argument);
    else if (argument < 0x1_0000_0000) this.#sizedHead(type, Number(argument));
    else {
      this.#bytes[this.#at++] = type | 27;
      this.#at = this.#bytes.writeBigUInt64BE(BigInt(argument), this.#at);
    }
  }

  text(value: string): void {
    this.bytes(MAJOR_TEXT, Buffer.from(value));
  }

  /** A string of bytes or, by its major type, text. */
  bytes(major: number, value: Uint8Array): void {
    this.head(major, value.length);
    this.#room(value.length);
    this.#bytes.set(value, this.#at);
    this.#at += value.length;
  }

  /** A float in four bytes where they suffice, else in eight. */
  float(value: number): void {
    this.#room(9);
    const single = Number.isNaN(value) || Math.fround(value) === value;
    this.#bytes[this.#at++] = single ? 0xfa : 0xfb;
    this.#at = single ? this.#bytes.writeFloatBE(value, this.#at) : this.#bytes.writeDoubleBE(value, this.#at);
  }

  #sizedHead(type: number, argument: number): void {
    if (argument < 0x100) {
      this.#bytes[this.#at++] = type | 24;
      this.#bytes[this.#at++] = argument;
    } else if (argument < 0x1_0000) {
      this.#bytes[this.#at++] = type | 25;
      this.#at = this.#bytes.writeUInt16BE(argument, this.#at);
    } else {
      this.#bytes[this.#at++] = type | 26;
      this.#at = this.#bytes.writeUInt32BE(argument, this.#at);
    }
  }

  #room(count: number): void {
    if (this.#at + count <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#at + count));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}

const MAJOR_TEXT = 3;
