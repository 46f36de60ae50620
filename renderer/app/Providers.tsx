import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import { CssBaseline, ThemeProvider } from '@mui/material';
import { QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { TOPICS, type Topic, type TopicMessage } from '../../shared/contract/topics.ts';
import { tell } from '../lib/notices.ts';
import { createQueryClient } from '../lib/queries.ts';
import { invalidate } from '../lib/topics.ts';
import { theme } from '../ui/theme.ts';

/** The nonce of this page's policy, given by the host in the page itself. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

/** Listens to everything the host says, once for the whole window. */
function Topics({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  useEffect(() => {
    const bridge = window.hygie;
    if (bridge === undefined) return undefined;
    const hear = (topic: Topic) => (message: TopicMessage) => {
      if (topic === 'avis' && message.texte !== undefined) tell(message.texte, 'info');
      invalidate(client, topic, message);
    };
    const ends = TOPICS.map((topic) => bridge.on(topic, hear(topic)));
    return () => ends.forEach((end) => end());
  }, [client]);
  return children;
}

/** Styles with the page's nonce, the theme, the typed answers of the host. */
export function Providers({ children }: { readonly children: ReactNode }) {
  const [cache] = useState(() => createCache({ key: 'hygie', nonce: styleNonce(), prepend: true }));
  const [client] = useState(createQueryClient);
  return (
    <CacheProvider value={cache}>
      <ThemeProvider theme={theme} storageManager={null} defaultMode="system" noSsr>
        <CssBaseline enableColorScheme />
        <QueryClientProvider client={client}>
          <Topics>{children}</Topics>
        </QueryClientProvider>
      </ThemeProvider>
    </CacheProvider>
  );
}
