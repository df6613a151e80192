/** What a client may send, with nginx's, Envoy's and Apache's limits as neighbours. */
export interface Limits {
  /** The header section with the request line, in bytes (nginx 32 KiB, Envoy 60 KiB): 431 above. */
  readonly headerBytes: number;
  /** Header fields (Envoy and Apache 100): 431 above, never a silent cut. */
  readonly headerFields: number;
  /** The request target, in bytes (nginx 8 KiB, Apache 8190): 414 above. */
  readonly targetBytes: number;
  /** A request body, in bytes; 0 is no limit: 413 above. */
  readonly bodyBytes: number;
  /** Client connections a process. */
  readonly connections: number;
  /** How long a client may take for the header section, in milliseconds (Apache 20 s, nginx 60 s). */
  readonly headerMs: number;
  /** How long a client may pause inside a body, in milliseconds (nginx 60 s). */
  readonly bodyIdleMs: number;
  /** How long a client may read nothing of an answer, in milliseconds (nginx 60 s). */
  readonly writeStallMs: number;
  /** How long an idle keep-alive connection of a client is kept, in milliseconds (nginx 75 s). */
  readonly keepAliveMs: number;
}

/** The four timeouts of a request to an upstream, in milliseconds; 0 is none. */
export interface Timeouts {
  /** Until the connection stands. */
  readonly connect: number;
  /** From the whole request sent to the first byte of the answer (Envoy's route timeout is 15 s). */
  readonly response: number;
  /** Between two pieces of the answer. */
  readonly idle: number;
  /** For everything; off by default, since streams have no end. */
  readonly total: number;
}
