import { expect, test, vi } from 'vitest';
import { cardPort } from './card-port.ts';
import { startTestHost } from './testing/test-host.ts';

test('an accepted PIN is forgotten when the login ends without a session, or when the card leaves', async () => {
  const desk = await startTestHost();
  try {
    const dropped = vi.fn();
    const accepted = vi.fn();
    const port = cardPort({ card: desk.card, accepted, dropped });
    const stop = port.onChange(() => undefined);
    expect((await port.login(new TextEncoder().encode('1234'), false)).outcome).toBe('ok');
    expect(accepted).toHaveBeenCalledOnce();
    expect(dropped).not.toHaveBeenCalled();
    await port.logout();
    expect(dropped).toHaveBeenCalledOnce();
    desk.reader.remove();
    await desk.until(() => desk.card.view().etat === 'sans-carte');
    expect(dropped.mock.calls.length).toBeGreaterThan(1);
    stop();
  } finally {
    await desk.dispose();
  }
});
