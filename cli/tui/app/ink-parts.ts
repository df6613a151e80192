/** All that needs Ink and React, behind one import: neither may be loaded before the environment is put right. */
export { render } from 'ink';
export { createElement } from 'react';
export { App } from './App.tsx';
export { SpokenApp } from './SpokenApp.tsx';
