import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
import { App } from './app/App.tsx';
import { Providers } from './app/Providers.tsx';
import './ui/hygie.css';

// The policy of this page forbids compiled validators: the schemas must not even try.
config({ jitless: true });

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <Providers>
      <App />
    </Providers>
  </StrictMode>,
);
