import type { DivergencesAnswer } from '../../../model/divergence.ts';
import type { AuditAnswer, RolloutStatus } from '../../../model/rollout.ts';
import { authorization } from './follow-events.ts';

/** Who asks, and why: both end in the audit log. */
export interface Because {
  readonly by: string;
  readonly why: string;
}

export type Verb = 'promote' | 'rollback' | 'pause' | 'resume';

/** The API of this proxy. Every call throws an `Error` whose message is fit to be shown. */
export class ApiClient {
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  move(id: string, verb: Verb, because: Because): Promise<unknown> {
    return this.#ask(`/api/routes/${encodeURIComponent(id)}/${verb}`, because);
  }

  async rollout(id: string): Promise<RolloutStatus | null> {
    const { rollout } = await this.#ask<{ rollout?: RolloutStatus | null }>(
      `/api/routes/${encodeURIComponent(id)}`,
    );
    return rollout ?? null;
  }

  divergences(id: string): Promise<DivergencesAnswer> {
    return this.#ask(`/api/divergences?route=${encodeURIComponent(id)}`);
  }

  audit(limit: number): Promise<AuditAnswer> {
    return this.#ask(`/api/audit?limit=${limit}`);
  }

  async #ask<Answer>(path: string, body?: unknown): Promise<Answer> {
    const asked: RequestInit =
      body === undefined
        ? { headers: authorization(this.#token) }
        : {
            method: 'POST',
            headers: { ...authorization(this.#token), 'content-type': 'application/json' },
            body: JSON.stringify(body),
          };
    const response = await fetch(path, asked);
    const data = (await response.json()) as Answer & { error?: string; hint?: string };
    if (response.ok) return data;
    throw new Error(
      [data.error ?? `The proxy answered ${response.status}.`, data.hint].filter(Boolean).join(' '),
    );
  }
}
