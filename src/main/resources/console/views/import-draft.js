/**
 * The files that wait for their import, and how the first one is to be read. They are kept while the user looks at another screen.
 *
 * @typedef {Record<string, string>} Options of POST /imports
 */

/** Items come before the ratings that need them. */
const ITEMS_FIRST = /item|movie|film|product|book|article|catalog/i;

class Draft extends EventTarget {

  constructor() {
    super();
    /** @type {File[]} */
    this.files = [];
    /** @type {Options} */
    this.options = {};
    /** @type {{id: string, file: File, options: Options} | null} the latest import of this tab, so that it can be repeated */
    this.last = null;
    /** @type {string | null} why a file that was chosen cannot be imported */
    this.refusal = null;
  }

  get file() {
    return this.files[0] ?? null;
  }

  /** @param {File[]} files */
  choose(files) {
    this.files = [...files].sort((a, b) => Number(ITEMS_FIRST.test(b.name)) - Number(ITEMS_FIRST.test(a.name)));
    this.options = {};
    this.refusal = null;
    this.change();
  }

  /** @param {Options} options */
  set(options) {
    this.options = options;
    this.change();
  }

  /**
   * The first file is being imported.
   *
   * @param {string} id
   */
  next(id) {
    if (this.file !== null) {
      this.last = {id, file: this.file, options: this.options};
    }
    this.files = this.files.slice(1);
    this.options = {};
    this.change();
  }

  /** Puts the latest import before the files that wait. */
  again() {
    if (this.last !== null) {
      this.files = [this.last.file, ...this.files];
      this.options = this.last.options;
      this.change();
    }
  }

  /** @param {string} reason */
  refuse(reason) {
    this.refusal = reason;
    this.change();
  }

  change() {
    this.dispatchEvent(new Event('change'));
  }
}

export const draft = new Draft();
