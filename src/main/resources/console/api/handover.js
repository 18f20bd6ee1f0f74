/** A file that was dropped on any screen, until the screen of imports takes it. */
class Handover extends EventTarget {

  constructor() {
    super();
    /** @type {File | null} */
    this.file = null;
  }

  /**
   * Keeps a file and tells a listener, if the screen of imports is open.
   *
   * @param {File} file
   */
  put(file) {
    this.file = file;
    this.dispatchEvent(new Event('file'));
  }

  /** @returns {File | null} the file, once */
  take() {
    const {file} = this;
    this.file = null;
    return file;
  }
}

export const handover = new Handover();
