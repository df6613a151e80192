import { render } from 'preact';
import { App } from './app/App.tsx';
import { loadPage } from './load-page.ts';

void main();

async function main(): Promise<void> {
  const mount = document.querySelector('#app')!;
  try {
    const page = await loadPage(document.querySelector('#data')?.textContent ?? '');
    render(<App page={page} />, mount);
    document.body.classList.add('is-live');
  } catch (error) {
    // The tables below stay: they are the report without this page's code.
    const said = error instanceof Error ? error.message : String(error);
    render(
      <p class="broken">
        This browser cannot show the interactive report ({said}). The tables below are the whole of it.
      </p>,
      mount,
    );
  }
}
