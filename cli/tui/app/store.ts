import type { Desk } from '../desk/desk.ts';
import type { DeskAnswer, DeskFault, Refusal } from '../desk/plan-desk.ts';
import type { Session } from '../session/session.ts';
import { appliedEntries, withoutEntries } from '../state/history.ts';
import { step } from '../state/step.ts';
import type { Effect, Entry, Message, TuiState } from '../state/tui-state.ts';
import { workAhead } from './work-ahead.ts';

/** What is done outside of the screen, for the state that asked for it. */
export type Perform = (effect: Effect, store: Store) => Promise<void>;

const LATER_MS = 60;

export interface StoreParts {
  readonly session: Session;
  readonly desk: Desk;
  readonly state: TuiState;
  readonly perform: Perform;
  /** Told of every change that stands, before anything else is. */
  readonly onEntries: (entries: readonly Entry[]) => void;
}

/** State and session in step with each other and with the text of the plan; the screen only looks. */
export class Store {
  state: TuiState;
  session: Session;
  desk: Desk;
  readonly #parts: StoreParts;
  readonly #listeners = new Set<() => void>();
  /** Whether the desk is asked, and whether it must be asked again. */
  #asked: Promise<void> | undefined;
  #effects: Promise<void> = Promise.resolve();
  #last: readonly Entry[] = [];
  #revision = 0;
  #failed: Error | undefined;
  #timer: NodeJS.Timeout | undefined;
  #next: NodeJS.Immediate | undefined;
  /** Keys that come at once are drawn once. */
  #isRinging = false;

  constructor(parts: StoreParts) {
    this.#parts = parts;
    this.state = parts.state;
    this.session = parts.session;
    this.desk = parts.desk;
  }

  /** Changes with everything that can be seen. */
  get revision(): number {
    return this.#revision;
  }

  /** What broke, where something did; whoever runs the screen ends with it. */
  get failed(): Error | undefined {
    return this.#failed;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  press(key: string): void {
    const { state, effects } = step({ state: this.state, session: this.session }, key);
    this.set(state);
    for (const effect of effects) this.#effects = this.#effects.then(() => this.#perform(effect));
  }

  /** Takes a state over, and everything that follows from it. */
  set(state: TuiState): void {
    const before = appliedEntries(state);
    const isSame =
      before.length === this.#last.length && before.every(({ id }, i) => id === this.#last[i]!.id);
    this.state = isSame ? state : this.#followed(state);
    this.#changed();
  }

  say(text: string, kind: Message['kind'] = 'info'): void {
    this.set({ ...this.state, message: { kind, text } });
  }

  /** Starts anew on another text of the plan, with these changes to make on it. */
  restart(session: Session, desk: Desk, state: TuiState): void {
    this.desk.close();
    this.session = session;
    this.desk = desk;
    this.#last = [];
    this.set(state);
  }

  /** When nothing is under way any more: what keys have asked for is done, and the plan has said its word. */
  async settled(): Promise<void> {
    for (;;) {
      const [effects, asked] = [this.#effects, this.#asked];
      await effects;
      await asked;
      if (effects === this.#effects && this.#asked === undefined) return;
    }
  }

  #followed(state: TuiState): TuiState {
    const refused = this.session.sync(appliedEntries(state));
    const next = refused.length === 0 ? state : this.#without(state, refused);
    this.#last = appliedEntries(next);
    this.#parts.onEntries(this.#last);
    this.#ask();
    return next;
  }

  #without(state: TuiState, refused: readonly Refusal[]): TuiState {
    const next = withoutEntries(state, new Set(refused.map(({ id }) => id)));
    this.session.sync(appliedEntries(next));
    const [{ message, hint } = { message: '', hint: '' }] = refused;
    return { ...next, message: { kind: 'error', text: `Not done: ${message} ${hint}`.trim() } };
  }

  /** One question at a time; the newest changes are asked for when it is answered. */
  #ask(): void {
    this.#asked ??= this.#askUntilSame().catch((error: unknown) => this.fail(error));
  }

  async #askUntilSame(): Promise<void> {
    for (;;) {
      const entries = this.#last;
      const desk = this.desk;
      const answer = await desk.sync(entries);
      if (desk === this.desk && entries === this.#last) {
        this.#asked = undefined;
        this.#confirm(answer);
        return;
      }
    }
  }

  #confirm(answer: DeskAnswer | DeskFault): void {
    if ('fault' in answer) {
      this.say(answer.fault[0] ?? 'The plan cannot be read.', 'error');
      return;
    }
    this.session.confirm(answer);
    if (answer.refused.length > 0) this.set(this.#settledWithout(answer.refused));
    this.#changed();
  }

  #settledWithout(refused: readonly Refusal[]): TuiState {
    const next = this.#without(this.state, refused);
    this.#last = appliedEntries(next);
    this.#parts.onEntries(this.#last);
    this.#ask();
    return next;
  }

  async #perform(effect: Effect): Promise<void> {
    try {
      await this.#parts.perform(effect, this);
    } catch (error) {
      const hint: unknown = error instanceof Error ? Reflect.get(error, 'hint') : undefined;
      if (typeof hint === 'string') this.say(`${(error as Error).message} ${hint}`, 'error');
      else this.fail(error);
    }
  }

  /** Something broke that is our fault: whoever runs the screen gives the terminal back, and tells. */
  fail(error: unknown): void {
    if (this.#failed) return;
    this.#asked = undefined;
    this.#failed = error instanceof Error ? error : new Error(String(error));
    this.#changed();
  }

  /** What nobody should wait for is computed when no key has come for a moment. */
  #computeLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.session.computeLater()) this.#changed();
    }, LATER_MS);
    this.#timer.unref();
  }

  /** Keys come first: after each piece they are looked for, and what has changed starts the list anew. */
  #workOn(pieces: ReturnType<typeof workAhead>, revision: number): void {
    clearImmediate(this.#next);
    this.#next = setImmediate(() => {
      if (revision !== this.#revision || this.#failed) return;
      const { done, value } = pieces.next();
      if (value === 'shown') this.#changed();
      else if (done !== true) this.#workOn(pieces, revision);
    });
    this.#next.unref();
  }

  #changed(): void {
    this.#revision++;
    if (this.#isRinging) return;
    this.#isRinging = true;
    queueMicrotask(() => {
      this.#isRinging = false;
      for (const listener of this.#listeners) listener();
      this.#computeLater();
      this.#workOn(workAhead(this.state, this.session), this.#revision);
    });
  }
}
