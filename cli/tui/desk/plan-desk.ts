import {
  applyOperation,
  applySplices,
  assignModules,
  type Inspection,
  inspectPlan,
  invertSplices,
  ownerName,
  PlanError,
  renderProblem,
  type Splice,
} from '../../../plan/index.ts';
import type { Entry } from '../state/tui-state.ts';
import { type PlanView, planViewOf } from './plan-view.ts';

/** How the plan stands after some changes, as the text says it: what the numbers on the screen are held against. */
export interface DeskAnswer {
  readonly view: PlanView;
  /** Owner of each module in the order that was given: a service, `shared`, `root` or `monolith`. */
  readonly owners: readonly string[];
  readonly refused: readonly Refusal[];
  /** Changes that were asked for, so that an answer to an older question is known. */
  readonly asked: readonly number[];
}

/** A change that the plan does not take. */
export interface Refusal {
  readonly id: number;
  readonly message: string;
  readonly hint: string;
}

/** What keeps a plan from being worked on. */
export interface DeskFault {
  readonly fault: readonly string[];
}

interface Applied {
  readonly id: number;
  readonly splices: readonly Splice[];
}

/**
 * The text of the plan, which every change goes through by the same code as the commands. It is slower than a key
 * may be (a plan of 8,000 modules is 280 kB of YAML), so it works beside the screen, and has the last word.
 */
export class PlanDesk {
  #text: string;
  readonly #file: string;
  #modules: readonly string[] = [];
  /** Reading is dear, and the text that is read first is asked for first. */
  #read: { readonly text: string; readonly inspection: Inspection } | undefined;
  readonly #applied: Applied[] = [];
  readonly #refused = new Map<number, Refusal>();

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
  }

  /** Reads the plan ahead, while the modules are still on their way. Faults are told by `sync`. */
  prepare(): void {
    try {
      this.#inspect();
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
    }
  }

  /** The modules of the code, in the order in which owners are given. */
  place(modules: readonly string[]): void {
    this.#modules = modules;
  }

  get text(): string {
    return this.#text;
  }

  /** What was done to the text after the first changes, from the oldest to the newest. */
  splicesAfter(count: number): readonly Splice[] {
    return this.#applied.slice(count).flatMap(({ splices }) => splices);
  }

  /** Brings the text to exactly these changes, by undoing and applying as few as possible. */
  sync(entries: readonly Entry[]): DeskAnswer | DeskFault {
    const wanted = entries.filter(({ id }) => !this.#refused.has(id));
    let same = 0;
    while (same < this.#applied.length && this.#applied[same]!.id === wanted[same]?.id) same++;
    while (this.#applied.length > same)
      this.#text = applySplices(this.#text, invertSplices(this.#applied.pop()!.splices));
    for (const entry of wanted.slice(same)) this.#apply(entry);
    let answer = this.#answer(entries);
    // Some faults show only when modules are placed: two claim the same one. The newest change is then to blame.
    while ('fault' in answer && this.#applied.length > same) {
      const { id, splices } = this.#applied.pop()!;
      this.#text = applySplices(this.#text, invertSplices(splices));
      this.#refused.set(id, { id, message: answer.fault[0] ?? '', hint: '' });
      answer = this.#answer(entries);
    }
    return answer;
  }

  #apply({ id, operation }: Entry): void {
    try {
      const { text, splices } = applyOperation(this.#text, operation, this.#file);
      this.#text = text;
      this.#applied.push({ id, splices });
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      this.#refused.set(id, { id, message: error.message, hint: error.hint });
    }
  }

  #inspect(): Inspection {
    if (this.#read?.text !== this.#text)
      this.#read = { text: this.#text, inspection: inspectPlan(this.#text, this.#file) };
    return this.#read.inspection;
  }

  #answer(entries: readonly Entry[]): DeskAnswer | DeskFault {
    try {
      const { plan, problems } = this.#inspect();
      if (plan === undefined || problems.length > 0) return { fault: problems.map(renderProblem) };
      const { ownerOf } = assignModules(plan, this.#modules);
      return {
        view: planViewOf(plan),
        owners: this.#modules.map((module) => ownerName(ownerOf(module))),
        refused: entries.flatMap(({ id }) => this.#refused.get(id) ?? []),
        asked: entries.map(({ id }) => id),
      };
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      return { fault: [`${error.message} (${error.hint})`] };
    }
  }
}
