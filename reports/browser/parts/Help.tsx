import { Dialog } from './Dialog.tsx';

const KEYS: readonly (readonly [string, string])[] = [
  ['/', 'search services, modules, tables, endpoints'],
  ['1 … 9', 'go to a view'],
  ['Esc', 'close what is open'],
  ['← ↑ → ↓', 'move the map, or the cell of the matrix'],
  ['+  −  0', 'magnify, reduce, show all'],
  ['Enter', 'choose'],
  ['?', 'this help'],
];

const WORDS: readonly (readonly [string, string])[] = [
  ['Service', 'a proposed bounded context: modules that belong together.'],
  ['Cohesion', 'share of the coupling of its modules that stays inside; higher is better.'],
  ['Seam', 'the dependencies that a boundary cuts.'],
  ['Contested', 'a module that could as well be elsewhere; the runner-up is the next best service.'],
  ['Circle', 'services that need each other, directly or by others.'],
  ['Shared kernel', 'modules that many services use and that belong to none.'],
];

export function Help({ onClose }: { onClose: () => void }) {
  return (
    <Dialog label="Help" onClose={onClose}>
      <div class="dialog-body">
        <h2>Keys</h2>
        <dl class="keys">
          {KEYS.map(([key, meaning]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <h2>Words</h2>
        <dl class="words">
          {WORDS.map(([word, meaning]) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <p class="muted">
          The address of this page holds the view, the choice and your edits: copy it to show somebody the
          same.
        </p>
        <button type="button" class="primary" onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  );
}
