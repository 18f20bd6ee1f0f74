import {html, nothing} from 'lit';
import {get, post} from '../api/client.js';
import {session} from '../api/session.js';
import {figure, metricName, plural} from '../format.js';
import {emptyState, loading, pageHead, problemNote} from '../parts/page.js';
import {View} from '../parts/view.js';
import {go, link} from '../router.js';

/** @typedef {import('../api/types.js').AlgorithmOverview} AlgorithmOverview */

/** The choice of what to train: automatically, or one algorithm. */
class TrainView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {algorithms: {state: true}};

  constructor() {
    super();
    /** @type {AlgorithmOverview[] | null} */
    this.algorithms = null;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.load();
  }

  async load() {
    const found = await this.attempt(() => get('/models', {size: 1000}, this.leaving.signal));
    this.algorithms = found?.items ?? this.algorithms;
  }

  async trainAuto() {
    const job = await this.attempt(() => post('/models/auto/train', {}));
    if (job) {
      go(['jobs', job.id]);
    }
  }

  render() {
    return html`
      ${pageHead({title: 'Train a model', back: {href: link(['models']), label: 'Models'}, lead: 'Automatically, or one algorithm with settings of your own.'})}
      <div class="stack">
        ${problemNote(this.problem)}
        ${session.may('train') ? this.choice() : emptyState({icon: 'keys', title: 'This key may not train',
          text: 'A training needs a key with the role train or admin.'})}
      </div>`;
  }

  choice() {
    return html`
      <section class="card padded auto-choice">
        <div>
          <h2>Automatic <span class="badge accent">recommended</span></h2>
          <p class="muted">Tries several algorithms on your data within 15 minutes, searches settings for the best of them, and puts the winner into
            service if it is clearly better than popularity. The table of contenders is part of the job.</p>
        </div>
        <div class="actions">
          <a class="button" href=${link(['train', 'auto'])}>Change the budget</a>
          <button class="button primary" type="button" ?disabled=${this.busy} @click=${this.trainAuto}>Train automatically</button>
        </div>
      </section>
      ${this.algorithms === null ? (this.busy ? loading() : nothing) : html`
        <h2 class="section-title">One algorithm</h2>
        <div class="columns equal choices">${this.algorithms.map(algorithmCard)}</div>`}`;
  }
}

/** @param {AlgorithmOverview} one */
const algorithmCard = one => html`
  <a class="card padded choice-card" href=${link(['train', one.algorithm])}>
    <h3>${one.algorithm}</h3>
    <p class="muted">${one.description}</p>
    <p class="chips">
      ${Object.keys(one.presets).map(preset => html`<span class="chip">${preset}</span>`)}
    </p>
    ${one.versions === 0 ? nothing : html`
      <p class="small">${plural(one.versions, 'version')}${one.score === null ? nothing : `, ${metricName(one.score.metric)} ${figure(one.score.value)}`}</p>`}
  </a>`;

customElements.define('train-view', TrainView);
