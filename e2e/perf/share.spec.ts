import { expect, test } from '../app.ts';
import { LoginPage } from '../pages/login.page.ts';
import { SharePage } from '../pages/share.page.ts';
import { SandboxControl } from '../support/sandbox-control.ts';
import { figure, timed } from './measure.ts';

/** The DMP answers after this long, every time. */
const SLOW = 30_000;

test('figures of the share: the VSM made with its PDF, the same clicks with a fast DMP and with a slow one', async ({
  install,
}) => {
  test.setTimeout(300_000);
  const control = new SandboxControl();
  await control.reset();
  const hygie = install();
  await hygie.start();
  await new LoginPage(hygie).firstStart();
  const page = hygie.window;

  const vsm = await page.evaluate(async () => {
    const { hygie: bridge } = globalThis as unknown as {
      hygie: { call: (method: string, input: object) => Promise<{ ok: boolean; value?: readonly { id: string }[] }> };
    };
    const times: number[] = [];
    // A VSM that says nothing new is not made again: one patient each.
    for (const texte of ['BOUTON', 'CARTIER', 'SAUVEUR', 'VANDIER', 'CHEMIN', 'DESMAUX']) {
      const { value } = await bridge.call('patients.chercher', { texte });
      const begin = performance.now();
      const answer = await bridge.call('vsm.produire', { patientId: value?.[0]?.id ?? '' });
      if (!answer.ok) throw new Error(JSON.stringify(answer));
      times.push(performance.now() - begin);
    }
    return times;
  });
  figure('window.vsm-with-pdf', vsm);

  const share = new SharePage(hygie);
  const clicks = (typed: string, name: RegExp) =>
    timed(async () => {
      await share.find(typed, name);
      await share.send({ dmp: true, colleagues: [/Robert SPECIALISTE5737/] });
      await share.close();
    });
  // Once for nothing: the first dialog reads its own code.
  await clicks('chemin', /CHEMIN Henri/);
  const fast = [await clicks('desmaux', /DESMAUX Nathalie/), await clicks('silva', /DA SILVA José/)];
  await control.dmpFault({ kind: 'latency', latencyMs: SLOW, times: 'forever' });
  const slow = [await clicks('desmaux', /DESMAUX Nathalie/), await clicks('silva', /DA SILVA José/)];
  await hygie.shot('dmp-lent');
  await control.clearFaults();
  figure('window.share-clicks', fast);
  figure('window.share-clicks-slow-dmp', slow);
  const sum = (times: readonly number[]) => times.reduce((total, time) => total + time, 0);
  figure('window.share-clicks-slow-over-fast', [sum(slow) / sum(fast)], 'ratio');
  expect(slow).toHaveLength(fast.length);
});
