import { type Analysis, findSeams, type Seam } from '../../../analyzer/index.ts';
import type { Placement } from '../../../analyzer/model/decomposition.ts';
import type { Operation } from '../../../plan/index.ts';
import {
  type Place,
  type Preview,
  type SeamLine,
  type ServiceLine,
  type Suggestion,
  type TableLine,
  type TakeBack,
  WhatIf,
  WhatIfError,
  type WhatIfMetrics,
} from '../../../what-if/index.ts';
import type { DeskAnswer, Refusal } from '../desk/plan-desk.ts';
import type { PlanView } from '../desk/plan-view.ts';
import { viewAfter } from '../desk/view-after.ts';
import type { Entry } from '../state/tui-state.ts';
import { tiesOf } from './ties-of.ts';

interface Done {
  readonly id: number;
  /** Before the change. */
  readonly view: PlanView;
  readonly takeBack: TakeBack;
}

/**
 * What is looked at: the analysis, and the cut as the changes so far leave it. The state of the screen says which
 * changes stand; this follows it, and everything that is counted here follows from it.
 */
export class Session {
  readonly analysis: Analysis;
  /** Where each module was proposed to be, and how surely. */
  readonly placements: ReadonlyMap<string, Placement>;
  /** Of the plan as it lies on disk. */
  base: WhatIfMetrics;
  #view: PlanView;
  readonly #whatIf: WhatIf;
  readonly #done: Done[] = [];
  #proposedSeams: readonly Seam[] | undefined;
  readonly #kept = new Map<string, unknown>();
  #waiting: { readonly key: string; readonly compute: () => unknown } | undefined;

  constructor(analysis: Analysis, answer: Pick<DeskAnswer, 'view' | 'owners'>) {
    this.analysis = analysis;
    const recommended = analysis.decompositions.find(({ granularity }) => granularity === 'recommended');
    this.placements = new Map(recommended?.placements.map((each) => [each.module, each]) ?? []);
    this.#view = answer.view;
    const owners = new Map(
      answer.view.services.flatMap(({ name, owns }) => owns.map((each) => [each, name])),
    );
    const places = placesOf(analysis, answer.owners);
    this.#whatIf = new WhatIf(analysis, {
      services: answer.view.services.map(({ name }) => name),
      placeOf: (module) => places.get(module) ?? 'monolith',
      owners,
    });
    this.base = this.#whatIf.metrics();
  }

  get view(): PlanView {
    return this.#view;
  }

  /** Follows the changes that stand; gives those that name what is not there. */
  sync(entries: readonly Entry[]): Refusal[] {
    let same = 0;
    while (same < this.#done.length && this.#done[same]!.id === entries[same]?.id) same++;
    if (same === this.#done.length && same === entries.length) return [];
    while (this.#done.length > same) this.#undo(this.#done.pop()!);
    const refused = entries.slice(same).flatMap((entry) => this.#do(entry) ?? []);
    this.#touch();
    return refused;
  }

  /** Takes over what the text of the plan says; gives how many modules are elsewhere than was counted. */
  confirm({ view, owners }: DeskAnswer): number {
    const places = new Map(this.analysis.modules.map(({ id }, i) => [id, owners[i] ?? 'monolith']));
    const { moved, takeBack } = this.#whatIf.placeAll((module) => places.get(module) ?? 'monolith');
    if (moved === 0 && JSON.stringify(view) === JSON.stringify(this.#view)) return 0;
    this.#view = view;
    this.#touch();
    const last = this.#done.at(-1);
    if (moved > 0 && last) {
      this.#done[this.#done.length - 1] = {
        ...last,
        takeBack: () => {
          takeBack();
          last.takeBack();
        },
      };
    }
    return moved;
  }

  /** Undefined where the operation cannot be done; the reason is in `refusal`. */
  preview(operation: Operation): Preview | { readonly refusal: string } {
    try {
      return this.#whatIf.preview(operation);
    } catch (error) {
      if (error instanceof WhatIfError) return { refusal: `${error.message} ${error.hint}` };
      throw error;
    }
  }

  /** What stands now lies on disk. */
  rebase(): void {
    this.base = this.metrics();
  }

  metrics(): WhatIfMetrics {
    return this.#keep('metrics', () => this.#whatIf.metrics());
  }

  services(): readonly ServiceLine[] {
    return this.#keep('services', () =>
      this.#whatIf.serviceLines().sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
  }

  seams(): readonly SeamLine[] {
    return this.#keep('seams', () => this.#whatIf.seamLines());
  }

  tables(): readonly TableLine[] {
    return this.#keep('tables', () => this.#whatIf.tableLines());
  }

  circles(): readonly (readonly string[])[] {
    return this.#keep('circles', () => this.#whatIf.circles());
  }

  cutTransactions(): readonly { readonly scope: string; readonly module: string }[] {
    return this.#keep('cutTransactions', () => this.#whatIf.cutTransactions());
  }

  /** Whether `bestMoves` is known, or would take longer than a key may. */
  get hasBestMoves(): boolean {
    return this.#kept.has('bestMoves');
  }

  bestMoves(): readonly Suggestion[] {
    while (!this.stepToBestMoves());
    return this.#kept.get('bestMoves') as readonly Suggestion[];
  }

  /** A little of the work for `bestMoves`; whether it is done. */
  stepToBestMoves(): boolean {
    if (this.hasBestMoves) return true;
    const steps = this.#keep('bestMoveSteps', () => {
      const decided = new Set(this.#view.decided);
      return this.#whatIf.bestMoveSteps({ most: 50, isMovable: (module) => !decided.has(module) });
    });
    const { done, value } = steps.next();
    if (done) this.#kept.set('bestMoves', value);
    return done === true;
  }

  /** A service by name, `shared`, `root` or `monolith`. */
  ownerOf(module: string): string {
    return this.#whatIf.placeNameOf(module);
  }

  /** Modules of a group, in code-unit order. */
  modulesOf(group: string): readonly string[] {
    return this.#keep('groups', () => this.#whatIf.groups()).get(group) ?? [];
  }

  /** Seams of the proposal itself, whatever has been changed since. */
  proposedSeams(): readonly Seam[] {
    const proposed = this.analysis.decompositions.find(({ granularity }) => granularity === 'recommended');
    this.#proposedSeams ??= proposed ? findSeams(this.analysis, proposed) : [];
    return this.#proposedSeams;
  }

  /** References between these modules and each owner. */
  tiesOf(modules: readonly string[]): ReadonlyMap<string, number> {
    return tiesOf(modules, this.analysis.dependencies, (id) => this.ownerOf(id));
  }

  /** Computed once for each state of the cut. */
  #keep<Value>(key: string, compute: () => Value): Value {
    if (this.#kept.has(key)) return this.#kept.get(key) as Value;
    const value = compute();
    this.#kept.set(key, value);
    return value;
  }

  /**
   * The same for what takes longer than a key may: undefined until `computeLater` was called, since nobody waits for an
   * explanation while the cursor flies past.
   */
  later<Value>(key: string, compute: () => Value): Value | undefined {
    const known = `later ${key}`;
    if (this.#kept.has(known)) return this.#kept.get(known) as Value;
    this.#waiting = { key: known, compute };
    return undefined;
  }

  /** Computes what was asked for last; whether there was anything. */
  computeLater(): boolean {
    if (this.#waiting === undefined) return false;
    const { key, compute } = this.#waiting;
    this.#waiting = undefined;
    this.#kept.set(key, compute());
    return true;
  }

  /** The cut has changed: nothing that was computed from it holds. */
  #touch(): void {
    this.#kept.clear();
  }

  /** The same for what others derive; `key` names all that it depends on beside the cut. */
  keep<Value>(key: string, compute: () => Value): Value {
    return this.#keep(`derived ${key}`, compute);
  }

  #undo({ view, takeBack }: Done): void {
    takeBack();
    this.#view = view;
  }

  #do({ id, operation }: Entry): Refusal | undefined {
    try {
      this.#done.push({ id, view: this.#view, takeBack: this.#whatIf.apply(operation) });
      this.#view = viewAfter(this.#view, operation);
      return undefined;
    } catch (error) {
      if (!(error instanceof WhatIfError)) throw error;
      return { id, message: error.message, hint: error.hint };
    }
  }
}

function placesOf({ modules }: Analysis, owners: readonly string[]): ReadonlyMap<string, Place> {
  return new Map(modules.map(({ id }, i) => [id, placeNamed(owners[i] ?? 'monolith')]));
}

/** No service can have one of the three names. */
function placeNamed(name: string): Place {
  return name === 'shared' || name === 'root' || name === 'monolith' ? name : { service: name };
}
