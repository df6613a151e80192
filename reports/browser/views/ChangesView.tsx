import { useModel } from '../app/model.ts';

/** Where an older analysis was given to compare with. */
export function ChangesView() {
  const { page } = useModel();
  if (page.comparison === undefined)
    return (
      <p class="empty">
        This report has nothing to compare with: make it with --compare and an older analysis.
      </p>
    );
  return <pre class="breaks">{JSON.stringify(page.comparison, undefined, 2)}</pre>;
}
