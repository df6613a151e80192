import { render } from 'preact';
import { App } from './app/App.tsx';
import { loadPage } from './load-page.ts';

const mount = document.querySelector('#app')!;
const data = document.querySelector('#data')!.textContent ?? '';

loadPage(data)
  .then((page) => {
    render(<App page={page} />, mount);
    document.body.classList.add('is-live');
  })
  .catch((error: unknown) => {
    // The tables below stay: they are the report without this page's code.
    const said = error instanceof Error ? error.message : String(error);
    render(
      <p class="broken">
        This browser cannot show the interactive report ({said}). The tables below are the whole of it.
      </p>,
      mount,
    );
  });
