import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { invalidate } from './topics.ts';

test('a change told while an answer is read for the first time is not lost: it is read again', async () => {
  const client = new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } },
  });
  const answers: ((state: string) => void)[] = [];
  const observer = new QueryObserver(client, {
    queryKey: ['envois.lister', {}],
    queryFn: () => new Promise<string>((resolve) => answers.push(resolve)),
  });
  const stop = observer.subscribe(() => undefined);
  invalidate(client, 'envois.change', {});
  answers[0]?.('en attente');
  await expect.poll(() => answers.length).toBe(2);
  answers[1]?.('en cours');
  await expect.poll(() => observer.getCurrentResult().data).toBe('en cours');
  stop();
  client.clear();
});
