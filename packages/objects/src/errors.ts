/** There is no blob of this id: it was never put, or is removed. */
export class BlobIsMissing extends Error {
  override readonly name = "BlobIsMissing";

  constructor(id: string) {
    super(`There is no blob ${id}`);
  }
}

/** The engine has no room for the blob. What it holds is not harmed, and there may be room again later. */
export class OutOfSpace extends Error {
  override readonly name = "OutOfSpace";
}

/** The engine does not answer: it is down, or too slow. Whether what was asked for was done is not known. */
export class EngineIsDown extends Error {
  override readonly name = "EngineIsDown";
}

/** A body had another size than was announced. */
export class WrongSize extends Error {
  override readonly name = "WrongSize";

  constructor({ announced, sent }: { readonly announced: number; readonly sent: number }) {
    super(`A body of ${announced} bytes was announced, and ${sent} bytes or more came`);
  }
}

/** Not a string that `newBlobId` makes. */
export class InvalidBlobId extends Error {
  override readonly name = "InvalidBlobId";

  constructor(id: string) {
    super(`Not the id of a blob: ${JSON.stringify(id)}`);
  }
}
