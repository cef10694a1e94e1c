/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */

/** Bytes of a zip file that is in the request itself. */
export const MAX_ZIPPED_BYTES = 52_428_800;

/** Bytes of all files of a function and its layers. */
export const MAX_UNZIPPED_BYTES = 262_144_000;

/** Bytes of all versions of functions and layers of an account in a region. */
export const MAX_CODE_STORAGE_BYTES = 80_530_636_800;

/** How many functions an account runs at a time in a region. */
export const MAX_CONCURRENT = 1000;

/** Bytes of a function's variables as JSON. */
export const MAX_ENVIRONMENT_BYTES = 4096;

/** Megabytes; the model's own limit is that of functions on instances of their own. */
export const MAX_MEMORY_MB = 10_240;

/** Seconds; the model's own limit is that of durable functions. */
export const MAX_TIMEOUT_SECONDS = 900;

export const MAX_LAYERS = 5;

/** Bytes of a body that brings code along (recorded): a zip file in base64. */
export const MAX_BODY_BYTES = 70_167_211;
