/** Values that an SDK reads meaning into before it sends them, or that no sample can be drawn for: `service/shape.member`. */
export const SPECIAL_SAMPLES: Readonly<Record<string, unknown>> = {
  "ssm/shape StringDateTime": "2026-11-26",
};
