import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAutosave, flushAll, trackAutosave } from './autosave.ts';

beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => vi.useRealTimers());

function recorder() {
  const saved: { value: string; at: number }[] = [];
  return { saved, save: async (value: string) => (saved.push({ value, at: Date.now() }), `instant ${saved.length}`) };
}

test('a pause writes the last value once', async () => {
  const { saved, save } = recorder();
  const autosave = createAutosave({ save });
  autosave.change('a');
  autosave.change('ab');
  expect(autosave.isDirty()).toBe(true);
  await vi.advanceTimersByTimeAsync(399);
  expect(saved).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(saved).toEqual([{ value: 'ab', at: 400 }]);
  expect(autosave.state()).toEqual({ kind: 'saved', at: 'instant 1' });
  expect(autosave.isDirty()).toBe(false);
});

test('typing without a pause is written at least every two seconds', async () => {
  const { saved, save } = recorder();
  const autosave = createAutosave({ save });
  for (let key = 1; key <= 100; key += 1) {
    autosave.change('x'.repeat(key));
    await vi.advanceTimersByTimeAsync(100);
  }
  await vi.advanceTimersByTimeAsync(1_000);
  const times = [0, ...saved.map(({ at }) => at)];
  expect(Math.max(...times.slice(1).map((at, index) => at - (times[index] ?? 0)))).toBeLessThanOrEqual(2_000);
  expect(saved.at(-1)?.value).toHaveLength(100);
});

test('one write at a time; what was typed meanwhile is written next', async () => {
  const started: string[] = [];
  let release = () => undefined as void;
  const autosave = createAutosave<string>({
    save: (value) => {
      started.push(value);
      return new Promise((resolve) => (release = () => resolve('now')));
    },
  });
  autosave.change('a');
  await vi.advanceTimersByTimeAsync(400);
  autosave.change('b');
  autosave.change('c');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(started).toEqual(['a']);
  release();
  await vi.advanceTimersByTimeAsync(0);
  expect(autosave.state()).toEqual({ kind: 'pending' });
  await vi.advanceTimersByTimeAsync(400);
  expect(started).toEqual(['a', 'c']);
});

test('a failure keeps the text, says so, and tries again until it is written', async () => {
  let broken = true;
  const { saved, save } = recorder();
  const autosave = createAutosave<string>({
    save: (value) => (broken ? Promise.reject(new Error('disk full')) : save(value)),
  });
  autosave.change('a');
  expect(await autosave.flush()).toBe(false);
  expect(autosave.state().kind).toBe('failed');
  autosave.change('ab');
  expect(autosave.state().kind).toBe('failed');
  broken = false;
  await vi.advanceTimersByTimeAsync(3_000);
  expect(saved.map(({ value }) => value)).toEqual(['ab']);
  expect(autosave.state().kind).toBe('saved');
});

test('what failed does not come back over what was typed after it', async () => {
  const written: string[] = [];
  let reject = (_error: Error) => undefined as void;
  let first = true;
  const autosave = createAutosave<string>({
    save: (value) => {
      if (!first) return Promise.resolve((written.push(value), 'now'));
      first = false;
      return new Promise((_resolve, refuse) => (reject = refuse));
    },
  });
  autosave.change('old');
  await vi.advanceTimersByTimeAsync(400);
  autosave.change('new');
  reject(new Error('cut'));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(written).toEqual(['new']);
});

test('the lock flushes every autosave of the window, and knows when one could not', async () => {
  const { saved, save } = recorder();
  const good = createAutosave({ save });
  const bad = createAutosave<string>({ save: () => Promise.reject(new Error('no')) });
  const stops = [trackAutosave(good), trackAutosave(bad)];
  good.change('a');
  expect(await flushAll()).toBe(true);
  bad.change('b');
  expect(await flushAll()).toBe(false);
  expect(saved.map(({ value }) => value)).toEqual(['a']);
  bad.stop();
  stops.forEach((stop) => stop());
});
