/** A URL with a session token takes a few kilobytes, a header of metadata two; Node's 16 KiB can be too little. */
export const MAX_HEAD_BYTES = 64 * 1024;
