/** A step says what it is about to do, and how long it took; a step that is already done says nothing long. */
export const seconds = (from) => `${((performance.now() - from) / 1000).toFixed(1)} s`;

/** @param {{quiet?: boolean}} options quiet: steps already done are not listed */
export function makeStepper({ quiet = false } = {}) {
  /**
   * @param {string} name short name
   * @param {string} what what it does, for the reader
   * @param {() => boolean | Promise<boolean>} isDone
   * @param {() => Promise<void>} act
   */
  return async function step(name, what, isDone, act) {
    const start = performance.now();
    if (await isDone()) {
      if (!quiet) console.log(`set-up  ${name.padEnd(14)} already there`);
      return false;
    }
    console.log(`set-up  ${name.padEnd(14)} ${what}`);
    await act();
    console.log(`set-up  ${name.padEnd(14)} done in ${seconds(start)}`);
    return true;
  };
}
