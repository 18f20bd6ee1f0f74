import {session} from '../api/session.js';
import {currentRoute, go} from '../router.js';

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
    /** @type {string | null} why what was dropped cannot be imported */
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

  /** The first file is done. */
  next() {
    this.files = this.files.slice(1);
    this.options = {};
    this.change();
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

/** @param {DragEvent} event */
const carriesFiles = event => session.may('write') && (event.dataTransfer?.types.includes('Files') ?? false);

/** @param {boolean} shown */
const overlay = shown => document.documentElement.classList.toggle('receives-files', shown);

addEventListener('dragover', event => {
  if (carriesFiles(event)) {
    event.preventDefault();
    overlay(true);
  }
});

addEventListener('dragleave', event => {
  if (event.relatedTarget === null) {
    overlay(false);
  }
});

/** A file may be dropped anywhere: Imports shows what is in it. */
addEventListener('drop', event => {
  overlay(false);
  if (!carriesFiles(event) || event.dataTransfer === null) {
    return;
  }
  event.preventDefault();
  const folder = [...event.dataTransfer.items].some(item => item.webkitGetAsEntry()?.isDirectory);
  if (folder) {
    draft.refuse('A folder cannot be imported. Drop its files, or a zip archive of the folder.');
  } else {
    draft.choose([...event.dataTransfer.files]);
  }
  const {screen, parts} = currentRoute();
  if (screen !== 'imports' || parts.length > 0) {
    go(['imports']);
  }
});
