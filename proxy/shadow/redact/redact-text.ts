export const REDACTED = '[redacted]';

/** What gives itself away by its form, wherever it stands. */
const FORMS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/gu,
  /\beyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?/gu, // JSON Web Tokens.
  /\b(?:Bearer|Basic|Digest|Token)\s+[\w.~+/=:-]{4,}/giu,
  /\b(?:AKIA|ASIA)[A-Z\d]{12,}\b/gu,
  /\b(?:sk|pk|rk)_(?:live|test)_\w{8,}/gu,
  /\b(?:gh[pousr]_\w{20,}|glpat-[\w-]{15,}|xox[abprs]-[\w-]{10,}|npm_\w{30,}|AIza[\w-]{30,})/gu,
  /(?<=:\/\/)[^\s/:@"]+:[^\s/@"]+(?=@)/gu, // Credentials in a URL.
];
/** What is named as a secret in plain text, in a form or in JSON that is none: the name and what is between stay. */
const NAMED =
  /((?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|session(?:id)?|csrf|xsrf|credential|authorization)[\w-]{0,40}["']?(?:\s{0,9}[:=]\s{0,9}|[^<>]{0,80}?\bvalue\s{0,9}=\s{0,9})["']?)([^\s"'&<>,;]{3,})/giu;
const MAIL = /\b[\w.%+-]{1,64}(@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,})/gu;
const CARD = /\b\d(?:[ -]?\d){12,18}\b/gu;

/** Removes what looks like a secret or a person's mail address or card, and every one of `known`. */
export function redactText(text: string, known: readonly string[] = []): string {
  let clean = text;
  for (const secret of known) clean = clean.replaceAll(secret, REDACTED);
  for (const form of FORMS) clean = clean.replaceAll(form, REDACTED);
  clean = clean.replaceAll(NAMED, `$1${REDACTED}`);
  clean = clean.replaceAll(MAIL, `${REDACTED}$1`);
  return clean.replaceAll(CARD, (digits) => (isCardNumber(digits) ? REDACTED : digits));
}

/** ISO/IEC 7812: the check digit by Luhn's sum. */
function isCardNumber(written: string): boolean {
  const digits = Array.from(written.replaceAll(/\D/gu, ''), Number).toReversed();
  const sum = digits.reduce((total, digit, at) => {
    const value = at % 2 === 0 ? digit : digit * 2;
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
