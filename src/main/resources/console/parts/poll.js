/** @typedef {import('lit').ReactiveController} ReactiveController */

/**
 * Repeats work while its element is on the page and the page is visible; for what no event announces.
 *
 * @implements {ReactiveController}
 */
export class Poll {

  /**
   * @param {import('lit').ReactiveControllerHost} host
   * @param {number} period in milliseconds, between the end of one call and the next
   * @param {() => Promise<unknown>} work must not fail, as {@link import('./view.js').View.attempt} guarantees
   */
  constructor(host, period, work) {
    this.period = period;
    this.work = work;
    /** @type {number | undefined} */
    this.timer = undefined;
    this.connected = false;
    this.working = false;
    this.wake = () => {
      if (!document.hidden) {
        void this.now();
      }
    };
    host.addController(this);
  }

  hostConnected() {
    this.connected = true;
    document.addEventListener('visibilitychange', this.wake);
    void this.now();
  }

  hostDisconnected() {
    this.connected = false;
    document.removeEventListener('visibilitychange', this.wake);
    clearTimeout(this.timer);
  }

  /** Does the work at once, unless it is being done. */
  async now() {
    clearTimeout(this.timer);
    if (this.working) {
      return;
    }
    this.working = true;
    try {
      await this.work();
    } finally {
      this.working = false;
      if (this.connected && !document.hidden) {
        this.timer = setTimeout(() => void this.now(), this.period);
      }
    }
  }
}
