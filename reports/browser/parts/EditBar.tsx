import { useModel } from '../app/model.ts';
import { Delta } from './Delta.tsx';

/** While there are edits: what they change, on every view. */
export function EditBar() {
  const { state, act, whatIf } = useModel();
  if (state.operations.length === 0) return null;
  const { before, after, refused } = whatIf();
  const edits = state.operations.length - refused.length;
  return (
    <section class="edit-bar" aria-label="What if" aria-live="polite">
      <strong>
        {edits} {edits === 1 ? 'edit' : 'edits'}
      </strong>
      <Delta label="crossing pairs" before={before.measures.crossings} after={after.measures.crossings} />
      <Delta label="calls across" before={before.measures.calls} after={after.measures.calls} />
      <Delta label="circles" before={before.measures.cycles} after={after.measures.cycles} />
      <Delta
        label="contested tables"
        before={before.scores['contestedTables'] ?? 0}
        after={after.scores['contestedTables'] ?? 0}
      />
      <Delta
        label="cut transactions"
        before={before.measures.cutTransactions}
        after={after.measures.cutTransactions}
      />
      <span class="grow" />
      <button type="button" onClick={() => act({ do: 'take-back' })}>
        Undo
      </button>
      <button type="button" onClick={() => act({ do: 'view', view: 'what-if' })}>
        All edits
      </button>
    </section>
  );
}
