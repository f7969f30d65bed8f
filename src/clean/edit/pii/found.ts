/** What can be found, most certain first: where two overlap, the first one stands. */
export const piiKinds = ["secret", "email", "iban", "card", "national_id", "ip", "phone"] as const;

/** A kind of personal or secret data. */
export type PiiKind = (typeof piiKinds)[number];

/** Countries whose phone numbers and identity numbers are known. */
export const piiRegions = ["US", "CA", "GB", "DE", "FR", "ES", "IT", "IN", "BR", "JP", "CN"] as const;

/** A country, in ISO 3166-1 alpha-2. */
export type PiiRegion = (typeof piiRegions)[number];

/** A place in a text, in UTF-16 offsets. */
export interface Found {
  readonly kind: PiiKind;
  readonly start: number;
  readonly end: number;
}
