import {html, nothing} from 'lit';
import {get, path} from '../api/client.js';
import {session} from '../api/session.js';
import {emptyState, loading, pageHead, problemNote} from '../parts/page.js';
import {Poll} from '../parts/poll.js';
import {View} from '../parts/view.js';
import {link} from '../router.js';
import './experiment-card.js';
import './experiment-form.js';
import {usageTable} from './experiment-usage.js';

/**
 * @typedef {{algorithm: string, version: number, share: number, startedAt: string}} Split
 * @typedef {import('./experiment-usage.js').Usage} Usage
 */

const PERIOD = 30_000;
const DAYS = 7;

/** The present traffic splits with their results, and what users did with the lists of each version. */
class ExperimentsView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {splits: {state: true}, results: {state: true}, usage: {state: true}, starting: {state: true}};

  constructor() {
    super();
    /** @type {Split[] | null} */
    this.splits = null;
    /** @type {Map<string, import('./experiment-card.js').Results>} by algorithm */
    this.results = new Map();
    /** @type {Usage[]} */
    this.usage = [];
    this.starting = false;
    this.poll = new Poll(this, PERIOD, () => this.load());
  }

  async load() {
    await this.attempt(async () => {
      const {signal} = this.leaving;
      const [splits, comparison] = await Promise.all([
        get('/models/splits', {size: 100}, signal),
        get('/models/comparison', {online: true, days: DAYS}, signal),
      ]);
      const results = await Promise.all(splits.items.map((/** @type {Split} */ split) =>
        get(path`/models/${split.algorithm}/split/results`, {}, signal)));
      this.results = new Map(results.map(result => [result.algorithm, result]));
      this.usage = comparison.online.versions;
      this.splits = splits.items;
    });
  }

  render() {
    return html`
      ${pageHead({
        title: 'Experiments',
        lead: 'Let another version answer some of the users, and see which one serves them better.',
        actions: session.may('train') && !this.starting
          ? html`<button class="button primary" type="button" @click=${() => (this.starting = true)}>Start an experiment</button>` : nothing,
      })}
      <div class="stack">
        ${problemNote(this.problem)}
        ${this.starting ? html`<experiment-form .taken=${(this.splits ?? []).map(split => split.algorithm)} @started=${this.reload} @closed=${() => (this.starting = false)}></experiment-form>` : nothing}
        ${this.splits === null ? (this.problem === null ? loading() : nothing) : this.content(this.splits)}
      </div>`;
  }

  /** @param {Split[]} splits */
  content(splits) {
    return html`
      ${splits.length === 0 && !this.starting ? this.none() : nothing}
      ${splits.map(split => html`<experiment-card .split=${split} .results=${this.results.get(split.algorithm) ?? null} @changed=${this.reload}></experiment-card>`)}
      ${usageTable(this.usage, DAYS)}`;
  }

  none() {
    return emptyState({
      icon: 'experiments',
      title: 'No experiment is running',
      text: html`Train a second version of a model, then give it a share of the users. A user always gets the same version, as long as the share stays.`,
      actions: html`
        ${session.may('train') ? html`<a class="button" href=${link(['train'])}>Train a version</a>` : nothing}
        <pre class="example" tabindex="0" aria-label="Example call">curl -X PUT -H 'Content-Type: application/json' \\
  -d '{"version": 2, "share": 0.1}' ${new URL('../models/vae/split', document.baseURI).href}</pre>`,
    });
  }

  reload() {
    this.starting = false;
    void this.poll.now();
  }
}

customElements.define('experiments-view', ExperimentsView);
