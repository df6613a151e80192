/** Longer segments are values whatever they hold. */
const LONGEST_NAME = 64;

const VALUES = [
  /^\d+$/u,
  /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/iu, // UUID
  /^(?=.*\d)[\da-f]{8,}$/iu, // hash, ObjectId
  /^[\dA-HJKMNP-TV-Z]{26}$/u, // ULID
  /^\d{4}-\d{2}(?:-\d{2})?(?:T.*)?$/u, // date
  /^[\w.+-]+@[\w.-]+$/u, // e-mail
  /^[a-z]{1,10}[_-](?=.*\d)\w{8,}$/iu, // prod_01GX…, cus_9s6XKz…
  /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w-]{10,}$/u, // nanoid, base64url
  /%/u, // escaped: nobody names a resource so
  /[,;=:!*'()]/u,
];

/** Whether a segment of a path is a value (an id, a date, a token) by its form alone. */
export function looksLikeId(segment: string): boolean {
  return segment.length > LONGEST_NAME || VALUES.some((form) => form.test(segment));
}
