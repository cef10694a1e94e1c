const PREFIX_BYTES = 8;
/** Where the length stands: behind the number of the stream, and three zeros. */
const LENGTH_AT = 4;

/**
 * Takes stdout and stderr out of what the engine sends of an attached container, in any pieces.
 * https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerAttach
 */
export function demultiplexer(listener: (bytes: Buffer) => void): (chunk: Buffer) => void {
  let prefix = Buffer.alloc(0);
  let left = 0;
  return (chunk) => {
    let rest = chunk;
    while (rest.length > 0) {
      if (left === 0) {
        const missing = PREFIX_BYTES - prefix.length;
        prefix = Buffer.concat([prefix, rest.subarray(0, missing)]);
        rest = rest.subarray(missing);
        if (prefix.length < PREFIX_BYTES) return;
        left = prefix.readUInt32BE(LENGTH_AT);
        prefix = Buffer.alloc(0);
        continue;
      }
      const part = rest.subarray(0, left);
      left -= part.length;
      rest = rest.subarray(part.length);
      listener(part);
    }
  };
}
