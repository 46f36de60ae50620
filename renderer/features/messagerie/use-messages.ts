import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Input, Output } from '../../../shared/contract/index.ts';
import type { LigneMessage } from '../../../shared/contract/messagerie.ts';
import { call, type CallError } from '../../lib/client.ts';

const PAGE = 150;

type Asked = Pick<Input<'messagerie.lister'>, 'dossier' | 'recherche' | 'nonLusSeulement'>;

/** The messages of a folder or of a search, page after page as the list is scrolled. */
export function useMessages(asked: Asked) {
  const pages = useInfiniteQuery<Output<'messagerie.lister'>, CallError>({
    queryKey: ['messagerie.lister', asked],
    queryFn: ({ pageParam }) =>
      call('messagerie.lister', { ...asked, curseur: pageParam as string | null, limite: PAGE }),
    initialPageParam: null,
    getNextPageParam: (last) => last.curseur ?? undefined,
    placeholderData: (former) => former,
  });
  const lignes = useMemo<readonly LigneMessage[]>(
    () => pages.data?.pages.flatMap((page) => page.lignes) ?? [],
    [pages.data],
  );
  return {
    lignes,
    total: pages.data?.pages[0]?.total ?? 0,
    loading: pages.isPending,
    error: pages.error,
    more: () => {
      if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
    },
    again: () => void pages.refetch(),
  };
}
