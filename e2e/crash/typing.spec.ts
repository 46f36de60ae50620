import { expect, test } from '../app.ts';
import { LoginPage } from '../pages/login.page.ts';
import { SharePage } from '../pages/share.page.ts';
import { TYPED } from '../pages/typed.ts';

/** How long the doctor types before each kill, in milliseconds: at the first letters, between two writes, well after one. */
const TYPING = [300, 900, 1_700, 2_600, 3_500];
/** What may be missing after a kill, in milliseconds. */
const BEHIND = 2_000;

test('kill -9 five times while a note is typed: at most 2 s are missing, nothing is doubled', async ({ hygie }) => {
  test.setTimeout(180_000);
  const login = new LoginPage(hygie);
  const record = new SharePage(hygie);
  const note = () =>
    hygie.window
      .getByRole('region', { name: 'Consultation', exact: true })
      .getByLabel('Texte de la consultation', { exact: true });
  await login.firstStart();
  await record.find('vandier', /VANDIER Arthur/);
  let kept = '';
  for (const [kill, milliseconds] of TYPING.entries()) {
    await note().focus();
    await hygie.window.keyboard.press('Control+End');
    const begin = performance.now();
    const typed: { at: number; text: string }[] = [];
    let text = kept;
    for (let word = 1; performance.now() - begin < milliseconds; word += 1) {
      const added = `${text === '' ? TYPED[3] : ''} mot${kill}.${word}`;
      await hygie.window.keyboard.type(added, { delay: 8 });
      text += added;
      typed.push({ at: performance.now(), text });
    }
    await hygie.kill();
    const killed = performance.now();
    const surely = typed.findLast(({ at }) => killed - at > BEHIND)?.text ?? kept;

    await hygie.start();
    await login.enter();
    // The doctor is back where they were, without looking for the patient again.
    await expect(hygie.window.getByRole('heading', { level: 1, name: 'VANDIER Arthur' })).toBeVisible({
      timeout: 30_000,
    });
    await expect(note()).toHaveValue(new RegExp(`^${surely.replaceAll('.', '[.]')}`), { timeout: 15_000 });
    const found = await note().inputValue();
    // A prefix of what was typed: nothing invented, nothing twice, nothing out of order.
    expect(text.startsWith(found)).toBe(true);
    expect(found.length).toBeGreaterThanOrEqual(surely.length);
    await expect(hygie.window.getByRole('region', { name: 'Notes précédentes', exact: true })).not.toContainText('mot');
    await hygie.shot(`apres-arret-${kill + 1}`);
    kept = found;
  }
});
