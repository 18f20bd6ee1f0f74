/** Short messages about what has just been done. The shell shows them in a live region, for some seconds. */
const SHOWN_FOR = 6000;

class Toasts extends EventTarget {

  constructor() {
    super();
    /** @type {string[]} */
    this.messages = [];
  }

  /** @param {string} message */
  show(message) {
    this.messages = [...this.messages, message];
    this.dispatchEvent(new Event('change'));
    setTimeout(() => {
      this.messages = this.messages.slice(1);
      this.dispatchEvent(new Event('change'));
    }, SHOWN_FOR);
  }
}

export const toasts = new Toasts();

/** @param {string} message */
export const notify = message => toasts.show(message);
