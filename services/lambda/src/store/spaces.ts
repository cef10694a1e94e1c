/** name -> StoredFunction */
export const FUNCTIONS_SPACE = "lambda.functions";

/** name, number of the version or 0 for `$LATEST` -> StoredVersion */
export const VERSIONS_SPACE = "lambda.versions";

/** What goes with a function when it is deleted: the spaces in which the keys of what belongs to one begin with its name. */
export const OF_FUNCTION_SPACES: readonly string[] = [FUNCTIONS_SPACE, VERSIONS_SPACE];

/** What Lambda keeps in the records of a place: the spaces of its tables, which a reset empties. */
export const SPACES: readonly string[] = [...OF_FUNCTION_SPACES];
