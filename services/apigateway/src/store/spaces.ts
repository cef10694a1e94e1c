/** What API Gateway keeps in the records of a place: the spaces of its tables, which a reset empties. */
export const SPACES: readonly string[] = [];
