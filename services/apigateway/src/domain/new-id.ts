import { type Ids, randomText } from "@skylab/aws";

/** So many letters and digits have the ids of APIs, and of most of what an account has. */
export const API_ID_LENGTH = 10;

/** So many have those of most of what an API has: resources, models, deployments, authorizers, request validators. */
export const PART_ID_LENGTH = 6;

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

/** An id as API Gateway gives them: lower-case letters and digits. */
export const newId = (ids: Ids, length: number): string => randomText(ids, ALPHABET, length);
