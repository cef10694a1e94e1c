/**
 * How a runtime writes one event of several lines: a frame between the lines of its output, as AWS's runtimes write them
 * to the file descriptor that `_LAMBDA_TELEMETRY_LOG_FD` names. Here that is 1, so frames and lines come in their order.
 *
 *     A5 5A 00 xx | bytes that follow the timestamp, 4 | microseconds since the epoch, 8 | the event in UTF-8
 *
 * Numbers are big-endian. `xx` tells format and level, but for `EXTENSION`, by which the init marks what
 * extensions write. No UTF-8 text begins with A5.
 */
export const FRAME_MARK: Buffer = Buffer.from([0xa5, 0x5a, 0x00]);

/** Where `xx` stands, and what it is of what extensions write. */
export const FRAME_KIND_AT = 3;
export const EXTENSION = 0xee;

/** Where the length stands, and where the event begins. */
export const FRAME_LENGTH_AT = 4;
export const FRAME_HEAD_BYTES = 16;

/** The environment variable by which a runtime knows of frames, and the file descriptor that they go to. */
export const FRAMES_VARIABLE = "_LAMBDA_TELEMETRY_LOG_FD";
export const FRAMES_DESCRIPTOR = 1;
