/** Of a function and its layers together, unpacked; in bytes. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const MAX_UNPACKED_BYTES = 262_144_000;

/** AWS names no such limit; an empty file costs a file all the same, and no package comes near. */
export const MAX_ENTRIES = 150_000;
