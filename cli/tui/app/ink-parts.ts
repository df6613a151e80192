/** All that needs Ink and React, behind one import: the build puts both into this file. */
export { render } from 'ink';
export { createElement } from 'react';
export { App } from './App.tsx';
export { SpokenApp } from './SpokenApp.tsx';
