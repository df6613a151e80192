/** Why an attempt at an upstream failed, and how far it came. */
export interface UpstreamFault {
  /** `connect`: nothing was sent. `answer`: sent, but not a byte came back. `body`: an answer had begun. */
  readonly stage: 'connect' | 'answer' | 'body';
  readonly reason: string;
  /** The connection had served before, so the upstream may have closed it while it was idle. */
  readonly reused: boolean;
  readonly timeout: boolean;
}
