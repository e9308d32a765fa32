/**
 * Preloaded into a process whose host's clock is to be wrong: what Date says is off by SHIFT_CLOCK_MS. Time that only passes
 * (performance.now, timers) is as it is, as on a real host.
 */
const offMs = Number(process.env.SHIFT_CLOCK_MS);
const RightDate = Date;
const now = () => RightDate.now() + offMs;

globalThis.Date = class extends RightDate {
  constructor(...given) {
    super(...(given.length === 0 ? [now()] : given));
  }

  static now() {
    return now();
  }
};
