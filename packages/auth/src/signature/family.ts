/**
 * How a service refuses a request, and how it wants it signed. All but S3 share the rules and differ in codes and
 * statuses. `queryJson` is a JSON service that spoke Query before (SQS): JSON's codes, Query's statuses. S3 has rules
 * of its own: the path is signed as it stands, the body may be unsigned or signed in chunks, and Signature Version 2
 * still counts.
 */
export type AuthFamily = "json" | "queryJson" | "restJson" | "query" | "s3";
