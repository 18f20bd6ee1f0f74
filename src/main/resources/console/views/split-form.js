import {html, nothing} from 'lit';
import {get, path, put} from '../api/client.js';
import {percent} from '../format.js';
import {problemNote} from '../parts/page.js';
import {View} from '../parts/view.js';
import {link} from '../router.js';

/** @typedef {import('../api/types.js').AlgorithmOverview} AlgorithmOverview */

/** Starts a traffic split: algorithm, version and share. Sends the events started and closed. */
class SplitForm extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {taken: {attribute: false}, algorithms: {state: true}, versions: {state: true}, algorithm: {state: true}, share: {state: true}};

  constructor() {
    super();
    /** @type {string[]} algorithms that have a traffic split */
    this.taken = [];
    /** @type {AlgorithmOverview[] | null} those with an active version and another one */
    this.algorithms = null;
    /** @type {number[]} */
    this.versions = [];
    this.algorithm = '';
    this.share = 10;
  }

  firstUpdated() {
    void this.attempt(async () => {
      /** @type {AlgorithmOverview[]} */
      const all = (await get('/models', {size: 100}, this.leaving.signal)).items;
      this.algorithms = all.filter(one => one.activeVersion !== null && one.versions > 1 && !this.taken.includes(one.algorithm));
      const [first] = this.algorithms;
      if (first) {
        await this.choose(first.algorithm);
      }
      await this.updateComplete;
      this.querySelector('select')?.focus();
    });
  }

  /** @param {string} algorithm */
  async choose(algorithm) {
    const {items} = await get(path`/models/${algorithm}/versions`, {size: 50}, this.leaving.signal);
    this.algorithm = algorithm;
    this.versions = items.filter((/** @type {{active: boolean}} */ one) => !one.active).map((/** @type {{version: number}} */ one) => one.version);
  }

  render() {
    const algorithms = this.algorithms;
    return html`
      <form class="card" @submit=${this.submit}>
        <header><h2>A new traffic split</h2></header>
        <div class="body stack">
          ${problemNote(this.problem)}
          ${algorithms === null ? nothing : algorithms.length === 0 ? html`
            <p class="muted">A traffic split compares the active version of a model with another one. No model without a traffic split has two versions: <a href=${link(['train'])}>train another one</a> first.</p>` : html`
            <div class="form-row">
              <div class="field"><label for="algorithm">Model</label>
                <select id="algorithm" @change=${(/** @type {Event} */ event) => void this.attempt(() => this.choose(valueOf(event)))}>
                  ${algorithms.map(one => html`<option value=${one.algorithm} ?selected=${one.algorithm === this.algorithm}>${one.algorithm}, version ${one.activeVersion} is active</option>`)}
                </select></div>
              <div class="field"><label for="version">Version under test</label>
                <select id="version" name="version">${this.versions.map(version => html`<option value=${version}>version ${version}</option>`)}</select></div>
              <div class="field"><label for="share">Share of the users: ${percent(this.share / 100)}</label>
                <input id="share" name="share" type="range" min="1" max="50" .value=${String(this.share)}
                  @input=${(/** @type {Event} */ event) => (this.share = Number(valueOf(event)))}></div>
            </div>`}
          <div class="actions">
            ${this.versions.length === 0 ? nothing : html`<button class="button primary" ?disabled=${this.busy}>Start</button>`}
            <button class="button" type="button" @click=${() => this.dispatchEvent(new Event('closed'))}>Do nothing</button>
          </div>
        </div>
      </form>`;
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const version = Number(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('version'));
    if (await this.attempt(() => put(path`/models/${this.algorithm}/split`, {version, share: this.share / 100}))) {
      this.dispatchEvent(new Event('started'));
    }
  }
}

/** @param {Event} event */
const valueOf = event => /** @type {HTMLInputElement} */ (event.target).value;

customElements.define('split-form', SplitForm);
