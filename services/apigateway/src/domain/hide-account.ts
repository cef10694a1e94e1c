/** An account in an ARN of execute-api, of which AWS shows the end only. */
const ACCOUNT = /(arn:[^:]+:execute-api:[^:]*:)\d{8}(\d{4}:)/;

/** Hides the account in what AWS tells of an ARN of execute-api: `arn:aws:execute-api:us-east-1:********3333:…`. */
export const hideAccount = (text: string): string => text.replace(ACCOUNT, "$1********$2");
