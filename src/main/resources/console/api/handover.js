/** Files that were dropped on any screen, until the screen of imports takes them. */
class Handover extends EventTarget {

  constructor() {
    super();
    /** @type {File[]} */
    this.files = [];
  }

  /**
   * Keeps files and tells a listener, if the screen of imports is open.
   *
   * @param {File[]} files
   */
  put(files) {
    this.files = files;
    this.dispatchEvent(new Event('files'));
  }

  /** @returns {File[]} the files, once */
  take() {
    const {files} = this;
    this.files = [];
    return files;
  }
}

export const handover = new Handover();
