/** The environment as `main.ts` hands it in. */
export type Environment = Readonly<Record<string, string | undefined>>;
