import {html, nothing} from 'lit';
import {get, path} from '../api/client.js';
import {session} from '../api/session.js';
import {emptyState, loading, pageHead, problemNote} from '../parts/page.js';
import {Poll} from '../parts/poll.js';
import {View} from '../parts/view.js';
import {link} from '../router.js';
import './experiment-form.js';
import {experimentList} from './experiment-list.js';
import {usageTable} from './list-usage.js';
import './split-card.js';
import './split-form.js';

/**
 * @typedef {{algorithm: string, version: number, share: number, startedAt: string}} Split
 * @typedef {import('./list-usage.js').Usage} Usage
 */

const PERIOD = 30_000;
const DAYS = 7;

/** The experiments, the present traffic splits with their results, and what users did with the lists of each version. */
class ExperimentsView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {experiments: {state: true}, splits: {state: true}, results: {state: true}, usage: {state: true}, starting: {state: true}};

  constructor() {
    super();
    /** @type {import('../api/experiment-types.js').Experiment[]} */
    this.experiments = [];
    /** @type {Split[] | null} null until all is loaded */
    this.splits = null;
    /** @type {Map<string, import('./split-card.js').Results>} by algorithm */
    this.results = new Map();
    /** @type {Usage[]} */
    this.usage = [];
    /** @type {'experiment' | 'split' | null} what a form starts */
    this.starting = null;
    this.poll = new Poll(this, PERIOD, () => this.load());
  }

  async load() {
    await this.attempt(async () => {
      const {signal} = this.leaving;
      const [experiments, splits, comparison] = await Promise.all([
        get('/experiments', {size: 100}, signal),
        get('/models/splits', {size: 100}, signal),
        get('/models/comparison', {online: true, days: DAYS}, signal),
      ]);
      const results = await Promise.all(splits.items.map((/** @type {Split} */ split) =>
        get(path`/models/${split.algorithm}/split/results`, {}, signal)));
      this.results = new Map(results.map(result => [result.algorithm, result]));
      this.usage = comparison.online.versions;
      this.experiments = experiments.items;
      this.splits = splits.items;
    });
  }

  render() {
    return html`
      ${pageHead({
        title: 'Experiments',
        lead: 'Serve some of the users differently, and see who is served better.',
        actions: session.may('train') && this.starting === null ? html`
          <button class="button primary" type="button" @click=${() => (this.starting = 'experiment')}>Start an experiment</button>
          <button class="button" type="button" @click=${() => (this.starting = 'split')}>Split the traffic</button>` : nothing,
      })}
      <div class="stack">
        ${problemNote(this.problem)}
        ${this.form()}
        ${this.splits === null ? (this.problem === null ? loading() : nothing) : this.content(this.splits)}
      </div>`;
  }

  form() {
    const close = () => (this.starting = null);
    if (this.starting === 'experiment') {
      return html`<experiment-form @closed=${close}></experiment-form>`;
    }
    return this.starting === null ? nothing
      : html`<split-form .taken=${(this.splits ?? []).map(split => split.algorithm)} @started=${this.reload} @closed=${close}></split-form>`;
  }

  /** @param {Split[]} splits */
  content(splits) {
    return html`
      ${splits.length === 0 && this.experiments.length === 0 && this.starting === null ? none() : nothing}
      ${experimentList(this.experiments)}
      ${splits.length === 0 ? nothing : html`
        <div><h2 class="section-title">Traffic splits</h2>
          <p class="muted small">A version under test answers a share of all requests that name no version.</p></div>`}
      ${splits.map(split => html`<split-card .split=${split} .results=${this.results.get(split.algorithm) ?? null} @changed=${this.reload}></split-card>`)}
      ${usageTable(this.usage, DAYS)}`;
  }

  reload() {
    this.starting = null;
    void this.poll.now();
  }
}

const none = () => emptyState({
  icon: 'experiments',
  title: 'No experiment is running',
  text: html`An experiment divides users between two to five scenarios or versions, and says what may be concluded. A traffic split only gives a second version of a model a share of the users.`,
  actions: html`
    ${session.may('train') ? html`<a class="button" href=${link(['train'])}>Train a version</a>` : nothing}
    <pre class="example" tabindex="0" aria-label="Example call">curl -X PUT -H 'Content-Type: application/json' \\
  -d '{"arms": [{"name": "plain", "share": 0.5}, {"name": "ease", "share": 0.5, "model": "ease"}]}' \\
  ${new URL('../experiments/home', document.baseURI).href}</pre>`,
});

customElements.define('experiments-view', ExperimentsView);
