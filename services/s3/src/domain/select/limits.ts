// https://docs.aws.amazon.com/AmazonS3/latest/userguide/selecting-content-from-objects.html

/** Bytes of an expression. */
export const MAX_EXPRESSION_BYTES = 256 * 1024;

/** Characters of a record, in the object or in the result. */
export const MAX_RECORD_CHARS = 1024 * 1024;

/** Operators and calls of an expression: S3 has a limit that it does not tell. */
export const MAX_OPERATORS = 2000;

/** Parentheses in each other. */
export const MAX_DEPTH = 100;
