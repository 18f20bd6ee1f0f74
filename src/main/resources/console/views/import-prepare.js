import {html, nothing} from 'lit';
import {get} from '../api/client.js';
import {upload} from '../api/upload.js';
import {bytes, percent, plural} from '../format.js';
import {progressBar} from '../parts/bars.js';
import {loading, pageHead, problemNote} from '../parts/page.js';
import {steps} from '../parts/steps.js';
import {View} from '../parts/view.js';
import {go, link} from '../router.js';
import {draft} from './import-draft.js';
import {kindChoice, mappingForm, moreOptions} from './import-form.js';
import {changed, firstUser, kindOf, queryOf, sampleOf, typesOf} from './import-options.js';
import {previewTable, rejectedTable, storedTable, typesTable} from './import-preview.js';
import {verdictCard} from './import-verdict.js';

/**
 * @typedef {import('../api/types.js').ImportCheck} ImportCheck
 * @typedef {import('./import-draft.js').Options} Options
 */

export const STEPS = ['Check the file', 'Import it', 'See recommendations'];

/** A file before its import: its first rows, how the service reads them, and what to change. Each change is checked at once. */
class ImportPrepare extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {check: {state: true}, sent: {state: true}, itemsCheck: {state: true}, typeNames: {state: true}};

  constructor() {
    super();
    /** @type {ImportCheck | null} */
    this.check = null;
    /** @type {ImportCheck | null} the same file read as items, if it cannot be read as ratings */
    this.itemsCheck = null;
    /** @type {number | null} how much of the file has been uploaded for the import */
    this.sent = null;
    /** @type {string[]} */
    this.typeNames = [];
    /** Ends the check or the upload that a later one replaces. */
    this.sending = new AbortController();
    /** @type {File | null} */
    this.checked = null;
    this.change = () => void this.recheck();
  }

  connectedCallback() {
    super.connectedCallback();
    draft.addEventListener('change', this.change);
    void this.recheck();
    void this.loadTypes();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    draft.removeEventListener('change', this.change);
    this.sending.abort();
  }

  async loadTypes() {
    const page = await this.attempt(() => get('/interaction-types', {size: 1000}, this.leaving.signal));
    this.typeNames = page?.items.map((/** @type {{name: string}} */ type) => type.name) ?? [];
  }

  async recheck() {
    const {file, options} = draft;
    if (file === null) {
      return;
    }
    if (file !== this.checked) {
      this.check = null;
    }
    this.checked = file;
    this.sending.abort();
    const sending = new AbortController();
    this.sending = sending;
    const sample = await sampleOf(file).catch(() => null);
    if (sample === null) {
      draft.choose([]);
      draft.refuse(`The browser cannot read ${file.name}. If it is a folder, choose its files or a zip archive of it.`);
      return;
    }
    const check = await this.attempt(() => this.ask(sample, options, sending.signal));
    if (check) {
      this.check = check;
      this.itemsCheck = null;
      if (check.detected === null && options.kind === undefined) {
        this.itemsCheck = await this.attempt(() => this.ask(sample, {kind: 'items'}, sending.signal)) ?? null;
      }
    }
  }

  /**
   * @param {File} sample
   * @param {Options} options
   * @param {AbortSignal} signal
   * @returns {Promise<ImportCheck>}
   */
  ask(sample, options, signal) {
    return upload('/imports/check', sample, {query: queryOf(options), signal});
  }

  async submit() {
    const {file, options} = draft;
    if (file === null || this.check === null) {
      return;
    }
    this.sending.abort();
    this.sending = new AbortController();
    this.sent = 0;
    const user = firstUser(this.check);
    const started = await this.attempt(() => upload('/imports', file, {
      query: queryOf(options),
      signal: this.sending.signal,
      progress: fraction => {
        this.sent = fraction;
      },
    }));
    this.sent = null;
    if (started) {
      draft.next(started.id);
      go(['imports', started.id], {user});
    }
  }

  render() {
    const file = draft.file;
    if (file === null) {
      return nothing;
    }
    return html`
      ${pageHead({
        title: file.name,
        back: {href: link(['imports']), label: 'Imports'},
        lead: `${bytes(file.size)}${draft.files.length > 1 ? `, and ${plural(draft.files.length - 1, 'more file')} after it` : ''}. Nothing is written before you import it.`,
        actions: html`<button class="button" type="button" @click=${() => draft.choose([])}>Choose another file</button>`,
      })}
      <div class="stack">
        ${steps(STEPS, this.sent === null ? 0 : 1)}
        ${problemNote(this.problem)}
        ${this.sent === null ? this.checkPart() : this.uploadPart(this.sent)}
      </div>`;
  }

  /** @param {number} sent */
  uploadPart(sent) {
    return html`
      <section class="card job-progress">
        <p><strong>${sent < 1 ? 'Being uploaded' : 'Uploaded, being stored'}</strong><span class="muted">${percent(sent)}</span></p>
        ${progressBar(sent, 'Progress of the upload')}
        <div><button class="button" type="button" @click=${() => this.sending.abort()}>Stop the upload</button></div>
      </section>`;
  }

  checkPart() {
    const {check} = this;
    const {options} = draft;
    if (check === null) {
      return this.problem === null ? loading('Reading the first rows') : nothing;
    }
    const kind = kindOf(options);
    return html`
      ${verdictCard({check, itemsCheck: this.itemsCheck, busy: this.busy, submit: () => void this.submit()})}
      <section class="card">
        <header><h2>What its rows are</h2>${this.busy ? html`<span class="muted small" role="status">checking …</span>` : nothing}</header>
        <div class="body stack">
          ${kindChoice(kind, chosen => draft.set(changed(options, {kind: chosen})))}
          ${mappingForm({kind, check, options, types: this.typeNames, change: changes => draft.set(changed(options, changes))})}
        </div>
      </section>
      ${kind === 'interactions' && check.sample.types.length > 0
        ? typesTable(check.sample.types, this.typeNames, options, (text, type) => this.mapType(text, type))
        : nothing}
      ${check.preview === null ? nothing : previewTable(check.preview, kind, check, options)}
      ${storedTable(check.sample)}
      ${check.rejections.length === 0 ? nothing : rejectedTable(check.rejections, check.sample.rowsRejected)}
      ${moreOptions({kind, check, options, change: changes => draft.set(changed(options, changes))})}`;
  }

  /**
   * @param {string} text
   * @param {string | null | undefined} type undefined: as the service recognises it
   */
  mapType(text, type) {
    const {[text]: _, ...others} = typesOf(draft.options);
    const types = type === undefined ? others : {...others, [text]: type};
    draft.set(changed(draft.options, {kind: 'interactions', types: Object.keys(types).length === 0 ? '' : JSON.stringify(types)}));
  }
}

customElements.define('import-prepare', ImportPrepare);
