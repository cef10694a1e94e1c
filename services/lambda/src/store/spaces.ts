/** name -> StoredFunction */
export const FUNCTIONS_SPACE = "lambda.functions";

/** name, number of the version or 0 for `$LATEST` -> StoredVersion */
export const VERSIONS_SPACE = "lambda.versions";

/** name -> the number of the last version; it outlives its function, for numbers are never given twice */
export const LAST_VERSIONS_SPACE = "lambda.last-versions";

/** name, number of the version or 0 for `$LATEST` -> StoredRuntimeManagement */
export const RUNTIME_MANAGEMENT_SPACE = "lambda.runtime-management";

/** name -> StoredLayer */
export const LAYERS_SPACE = "lambda.layers";

/** name, number -> StoredLayerVersion */
export const LAYER_VERSIONS_SPACE = "lambda.layer-versions";

/** id of a blob -> StoredCode: the zip files that somebody holds */
export const CODE_SPACE = "lambda.code";

/** id of a blob -> since when nobody holds it */
export const CODE_GARBAGE_SPACE = "lambda.code-garbage";

/** id -> StoredCodeSigningConfig */
export const CODE_SIGNING_CONFIGS_SPACE = "lambda.code-signing-configs";

/** name, alias -> StoredAlias */
export const ALIASES_SPACE = "lambda.aliases";

/** name, `$LATEST`, version or alias -> StoredEventInvokeConfig */
export const EVENT_INVOKE_CONFIGS_SPACE = "lambda.event-invoke-configs";

/** name -> StoredConcurrency */
export const CONCURRENCY_SPACE = "lambda.concurrency";

/** `all` -> how often anything of the place's concurrency was changed */
export const CONCURRENCY_CHANGES_SPACE = "lambda.concurrency-changes";

/** name, `$LATEST` or alias -> StoredUrl */
export const URLS_SPACE = "lambda.urls";

/** The partition that all accounts and regions share: hosts of URLs name neither. */
export const DIRECTORY = "lambda";

/** `null` -> what links to code are signed with; in the directory */
export const LINK_KEYS_SPACE = "lambda.link-keys";

/** id of a URL -> UrlTarget; in the directory */
export const URL_IDS_SPACE = "lambda.url-ids";

/** What goes with a function when it is deleted: the spaces in which the keys of what belongs to one begin with its name. */
export const OF_FUNCTION_SPACES: readonly string[] = [
  FUNCTIONS_SPACE,
  VERSIONS_SPACE,
  RUNTIME_MANAGEMENT_SPACE,
  ALIASES_SPACE,
  EVENT_INVOKE_CONFIGS_SPACE,
  CONCURRENCY_SPACE,
  URLS_SPACE,
];

/** request id -> what is known of an event that was tried: EventState */
export const EVENTS_SPACE = "lambda.events";

/** What Lambda keeps in the records of a place: the spaces of its tables, which a reset empties. */
export const SPACES: readonly string[] = [
  ...OF_FUNCTION_SPACES,
  LAST_VERSIONS_SPACE,
  LAYERS_SPACE,
  LAYER_VERSIONS_SPACE,
  CODE_SIGNING_CONFIGS_SPACE,
  CODE_SPACE,
  CODE_GARBAGE_SPACE,
  CONCURRENCY_CHANGES_SPACE,
  EVENTS_SPACE,
];
