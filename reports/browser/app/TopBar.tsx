import { visible } from '../../model/visible.ts';
import { useState } from 'preact/hooks';
import type { CutName } from '../../model/report.ts';
import { useModel } from './model.ts';

const CUTS: Readonly<Record<CutName, string>> = {
  coarse: 'Coarse',
  recommended: 'Recommended',
  fine: 'Fine',
  plan: 'Your plan',
};

export function TopBar({ onSearch, onHelp }: { onSearch: () => void; onHelp: () => void }) {
  const { page } = useModel();
  return (
    <header class="top">
      <p class="top-name" title={visible(page.source.codebase.name)}>
        {visible(page.source.codebase.name)}
      </p>
      <CutSwitch />
      <div class="top-tools">
        <button type="button" class="search-open" onClick={onSearch}>
          Search <kbd>/</kbd>
        </button>
        <ThemeButton />
        <button
          type="button"
          class="icon"
          aria-label="Help and keys"
          title="Help and keys (?)"
          onClick={onHelp}
        >
          ?
        </button>
      </div>
    </header>
  );
}

function CutSwitch() {
  const { page, state, act } = useModel();
  return (
    <fieldset class="segments">
      <legend class="hidden">How finely to cut</legend>
      {page.cuts.map(({ name, services }) => (
        <label key={name} class={state.cut === name ? 'is-on' : ''}>
          <input
            type="radio"
            name="cut"
            checked={state.cut === name}
            onChange={() => act({ do: 'cut', cut: name })}
          />
          {CUTS[name]} <span class="segment-count">{services.length}</span>
        </label>
      ))}
    </fieldset>
  );
}

type Theme = 'light' | 'dark';

function ThemeButton() {
  const [theme, setTheme] = useState<Theme>(
    matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
  );
  const other: Theme = theme === 'dark' ? 'light' : 'dark';
  const change = (): void => {
    document.documentElement.dataset['theme'] = other;
    setTheme(other);
    dispatchEvent(new Event('themechange'));
  };
  return (
    <button
      type="button"
      class="icon"
      aria-label={`Use ${other} colours`}
      title={`Use ${other} colours`}
      onClick={change}
    >
      {theme === 'dark' ? '☀' : '☾'}
    </button>
  );
}
