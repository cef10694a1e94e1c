/** A time as IAM and STS tell it: in whole seconds. */
export const timeOf = (at: number): Date => new Date(Math.floor(at / 1000) * 1000);
