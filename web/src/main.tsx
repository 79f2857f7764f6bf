import {QueryClient, QueryClientProvider} from '@tanstack/react-query';
import {StrictMode} from 'react';
import {createRoot} from 'react-dom/client';
import {Problem} from './api/client';
import {App} from './app/App';
import '@digital-go-jp/design-tokens/dist/tokens.css';
import './app/base.css';
import {TextProvider} from './i18n';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal stays one; only a server that could not be reached is asked again.
      retry: (count, error) => count < 2 && error instanceof Problem && error.code === 'network',
    },
  },
});

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <TextProvider>
        <App />
      </TextProvider>
    </QueryClientProvider>
  </StrictMode>,
);
