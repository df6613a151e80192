const SECRET =
  /(?:^|[^a-z])(?:auth|authorization|cookie|cookies|credentials?|csrf|xsrf|cvv|cvc|iban|jwt|key|otp|pass|passwd|password|passphrase|pin|pwd|secret|secrets|session|sessionid|sid|signature|sig|ssn|token|tokens)(?:[^a-z]|$)|(?:token|cookie|session|credential|signature)s?(?:[^a-z]|$)|api-?key|access-?key|private-?key|auth-?token|access-?token|card-?number|client-?secret|password|secret|passwd|bearer/u;
const OPEN = new Set(['idempotency-key', 'sec-websocket-key', 'sort-key', 'key']);

/** Whether a header, member or parameter of this name holds what must not be written down. */
export function isSecretName(name: string): boolean {
  if (OPEN.has(name.toLowerCase())) return false;
  // "sessionId" and "x_api_key" are read as "session-id" and "x-api-key".
  const words = name.replaceAll(/([a-z\d])([A-Z])/gu, '$1-$2').replaceAll('_', '-');
  return SECRET.test(words.toLowerCase());
}
