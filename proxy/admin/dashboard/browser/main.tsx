import { render } from 'preact';
import { App } from './App.tsx';

const place = document.getElementById('dashboard');
if (place) render(<App />, place);
