import {
  keepPreviousData,
  QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Input, MethodName, Output } from '../../shared/contract/index.ts';
import { call, type CallError } from './client.ts';

/** The host is on this machine and tells what changed: nothing is stale before a topic says so, and nothing waits for a network. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 5 * 60_000,
        retry: false,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

interface QueryOptions {
  readonly enabled?: boolean;
  /** Shows the former answer while the next one comes: for searches and days. */
  readonly keepPrevious?: boolean;
}

/** Key of a method's answer in the cache. */
export function queryKey<M extends MethodName>(method: M, input: Input<M>): readonly [M, Input<M>] {
  return [method, input];
}

/** Reads one method of the contract and keeps its answer until a topic invalidates it. */
export function useHygieQuery<M extends MethodName>(
  method: M,
  input: Input<M>,
  options: QueryOptions = {},
): UseQueryResult<Output<M>, CallError> {
  const base = {
    queryKey: queryKey(method, input),
    queryFn: () => call(method, input),
    enabled: options.enabled ?? true,
  };
  return useQuery<Output<M>, CallError>(options.keepPrevious ? { ...base, placeholderData: keepPreviousData } : base);
}

interface CommandOptions<M extends MethodName> {
  readonly onSuccess?: (output: Output<M>, input: Input<M>) => void;
  /** Methods whose answers are read again; topics do it too, this one does not wait for them. */
  readonly refreshes?: readonly MethodName[];
}

/** Runs one command of the contract. */
export function useHygieCommand<M extends MethodName>(
  method: M,
  options: CommandOptions<M> = {},
): UseMutationResult<Output<M>, CallError, Input<M>> {
  const client = useQueryClient();
  return useMutation<Output<M>, CallError, Input<M>>({
    mutationFn: (input) => call(method, input),
    onSuccess: (output, input) => {
      for (const each of options.refreshes ?? []) void client.invalidateQueries({ queryKey: [each] });
      options.onSuccess?.(output, input);
    },
    gcTime: 0,
  });
}

/** Reads some methods again at once, after a write that was awaited by hand. */
export function useRefresh(): (...methods: readonly MethodName[]) => void {
  const client = useQueryClient();
  return useCallback(
    (...methods) => {
      for (const method of methods) void client.invalidateQueries({ queryKey: [method] });
    },
    [client],
  );
}
