import type { LoadedPage } from '../load-page.ts';
import { Detail } from '../parts/Detail.tsx';
import { EditBar } from '../parts/EditBar.tsx';
import { Help } from '../parts/Help.tsx';
import { Search } from '../parts/Search.tsx';
import { ModelContext } from './model.ts';
import { Navigation } from './Navigation.tsx';
import { TopBar } from './TopBar.tsx';
import { useDialogs } from './use-dialogs.ts';
import { usePageModel } from './use-page-model.ts';
import { viewOf } from './view-registry.ts';

export function App({ page }: { page: LoadedPage }) {
  const model = usePageModel(page);
  const { open, show } = useDialogs(model);
  const { View, title, lead } = viewOf(model.state.view);
  const hasDetail = model.state.selection !== undefined;
  return (
    <ModelContext.Provider value={model}>
      <a class="skip" href="#content-start" onClick={skip}>
        Skip to the content
      </a>
      <div class={`frame${hasDetail ? ' has-detail' : ''}`}>
        <Navigation />
        <div class="stage">
          <TopBar onSearch={() => show('search')} onHelp={() => show('help')} />
          <main id="content-start" class={`content view-${model.state.view}`} tabIndex={-1}>
            <header class="view-head">
              <h1>{title}</h1>
              <p>{lead}</p>
            </header>
            <View />
          </main>
          <EditBar />
        </div>
        {hasDetail ? <Detail /> : null}
      </div>
      {open === 'search' ? <Search onClose={() => show(undefined)} /> : null}
      {open === 'help' ? <Help onClose={() => show(undefined)} /> : null}
    </ModelContext.Provider>
  );
}

/** The address belongs to the views, so the link moves the focus instead. */
function skip(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('#content-start')?.focus();
}
