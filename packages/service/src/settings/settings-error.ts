/** A setting that cannot be meant: the message is the one sentence that the user reads. */
export class SettingsError extends Error {}
