import {html, nothing} from 'lit';
import {get, post, put, remove} from '../api/client.js';
import {live} from '../api/live.js';
import {session} from '../api/session.js';
import {ago, figure, metricName, moment, plural, whole} from '../format.js';
import {bar} from '../parts/bars.js';
import {emptyState, loading, pageHead, problemNote} from '../parts/page.js';
import {notify} from '../parts/toast.js';
import {View} from '../parts/view.js';
import {go, link} from '../router.js';
import {modelWarnings} from './model-warnings.js';
import {policySentence} from './policy-sentence.js';

/**
 * @typedef {import('../api/types.js').AlgorithmOverview} AlgorithmOverview
 * @typedef {import('../api/model-types.js').DefaultModel} DefaultModel
 * @typedef {import('../api/model-types.js').Policy} Policy
 */

/** All algorithms with their active versions, the default model, and what the training policy does next. */
class ModelsView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {algorithms: {state: true}, standard: {state: true}, policy: {state: true}};

  constructor() {
    super();
    /** @type {AlgorithmOverview[] | null} */
    this.algorithms = null;
    /** @type {DefaultModel | null} */
    this.standard = null;
    /** @type {Policy | null} */
    this.policy = null;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.load();
    live.listen(change => {
      if (change.kind === 'training' && change.job.endedAt !== null) {
        void this.load();
      }
    }, this.leaving.signal);
  }

  async load() {
    const {signal} = this.leaving;
    await this.attempt(async () => {
      const [algorithms, standard, policy] = await Promise.all([
        get('/models', {size: 1000}, signal), get('/models/default', {}, signal), get('/training-policy', {}, signal)]);
      this.algorithms = algorithms.items;
      this.standard = standard;
      this.policy = policy;
    });
  }

  async trainAuto() {
    const job = await this.attempt(() => post('/models/auto/train', {}));
    if (job) {
      go(['jobs', job.id]);
    }
  }

  /** @param {string} algorithm empty to end the pin */
  async pin(algorithm) {
    const done = await this.attempt(async () => {
      await (algorithm === '' ? remove('/models/default') : put('/models/default', {algorithm}));
      return true;
    });
    if (done) {
      notify(algorithm === '' ? 'The model with the best score is the default.' : `${algorithm} is the default until the pin ends.`);
    }
    await this.load();
  }

  render() {
    const none = this.algorithms?.every(one => one.versions === 0) ?? false;
    return html`
      ${pageHead({
        title: 'Models',
        lead: 'What each algorithm has learnt, which versions are in service, and how good they are.',
        actions: session.may('train') && !none ? html`<a class="button primary" href=${link(['train'])}>Train a model</a>` : nothing,
      })}
      <div class="stack">
        ${problemNote(this.problem)}
        ${this.algorithms === null ? (this.busy ? loading() : nothing) : html`
          ${none ? this.empty() : this.summary()}
          ${none ? nothing : this.table(this.algorithms)}`}
      </div>`;
  }

  empty() {
    return html`
      ${emptyState({
        icon: 'models',
        title: 'No model has been trained yet',
        text: 'The automatic training tries several algorithms, keeps the best one and puts it into service if it is better than popularity. Until then, every user gets the most popular items.',
        actions: session.may('train') ? html`
          <button class="button primary" type="button" ?disabled=${this.busy} @click=${this.trainAuto}>Train with defaults</button>
          <a class="button" href=${link(['train'])}>Choose an algorithm</a>` : nothing,
      })}
      ${this.policy === null ? nothing : policyCard(this.policy)}`;
  }

  summary() {
    return html`
      ${(this.algorithms ?? []).map(one => modelWarnings(one.warnings))}
      <div class="columns equal halves">
        ${this.standard === null ? nothing : this.standardCard(this.standard)}
        ${this.policy === null ? nothing : policyCard(this.policy)}
      </div>`;
  }

  /** @param {DefaultModel} standard */
  standardCard(standard) {
    const active = (this.algorithms ?? []).filter(one => one.activeVersion !== null);
    const name = standard.algorithm === null ? 'popularity'
      : html`<a href=${link(['models', standard.algorithm, standard.version ?? 0])}>${standard.algorithm} version ${standard.version}</a>`;
    return html`
      <section class="card">
        <header><h2>Default model</h2>${standard.pinned ? html`<span class="badge accent">pinned</span>` : nothing}</header>
        <div class="body stack">
          <p>Requests that name no model get lists of <strong>${name}</strong>. <span class="muted">${standard.reason}</span></p>
          ${!session.may('train') || active.length === 0 ? nothing : html`
            <div class="field"><label for="default-model">Which model answers</label>
              <select id="default-model" ?disabled=${this.busy} @change=${(/** @type {Event} */ event) =>
                this.pin(/** @type {HTMLSelectElement} */ (event.target).value)}>
                <option value="" ?selected=${!standard.pinned}>The one with the best score</option>
                ${active.map(one => html`<option value=${one.algorithm} ?selected=${standard.pinned && one.algorithm === standard.algorithm}>
                  Always ${one.algorithm}</option>`)}
              </select>
            </div>`}
        </div>
      </section>`;
  }

  /** @param {AlgorithmOverview[]} algorithms */
  table(algorithms) {
    const metrics = new Set(algorithms.flatMap(one => one.score?.metric ?? []));
    const [metric] = metrics.size === 1 ? metrics : [];
    const sorted = [...algorithms].sort((one, other) => rank(one) - rank(other) || (other.score?.value ?? 0) - (one.score?.value ?? 0));
    return html`
      <section class="card">
        <header><h2>Algorithms</h2>
          <span class="muted small">The score is measured on users who were not trained on.</span></header>
        <table class="cards models">
          <thead><tr>
            <th scope="col">Algorithm</th><th scope="col">In service</th><th scope="col">Score and popularity</th>
            <th scope="col" class="number">${metric ? metricName(metric) : 'Score'}</th><th scope="col" class="number">Popularity</th>
            <th scope="col" class="number">Measured</th><th scope="col" class="number">Versions</th>
            ${session.may('train') ? html`<th scope="col"><span class="visually-hidden">Action</span></th>` : nothing}
          </tr></thead>
          <tbody>${sorted.map(one => row(one, algorithms, metric === undefined))}</tbody>
        </table>
      </section>`;
  }
}

/** @param {AlgorithmOverview} one */
const rank = one => (one.default ? 0 : one.activeVersion !== null ? 1 : one.versions > 0 ? 2 : 3);

/**
 * @param {AlgorithmOverview} one
 * @param {AlgorithmOverview[]} all
 * @param {boolean} named whether each score names its metric
 */
function row(one, all, named) {
  const {score} = one;
  const full = Math.max(...all.filter(other => other.score?.metric === score?.metric)
    .flatMap(other => (other.score ? [other.score.value, other.score.popularity] : [])), 1e-9);
  return html`
    <tr class="clickable">
      <td class="first wide"><a class="row-link" href=${link(['models', one.algorithm])}>${one.algorithm}</a>
        ${one.default ? html`<span class="badge accent">default</span>` : nothing}
        <span class="about">${one.description}</span></td>
      <td class="nowrap" data-label="In service">${one.activeVersion === null ? html`<span class="muted">–</span>`
        : html`<a href=${link(['models', one.algorithm, one.activeVersion])}>version ${one.activeVersion}</a>`}</td>
      <td class="versus wide ${score === null ? 'none' : ''}">${score === null ? nothing : html`${bar(score.value / full, 'blue')}${bar(score.popularity / full, 'grey')}`}</td>
      <td class="number ${score === null ? 'none' : ''}" data-label=${metricName(score?.metric ?? 'score')}>
        ${score === null ? '–' : html`${figure(score.value)}${named ? html` <span class="muted small in-table">${metricName(score.metric)}</span>` : nothing}`}</td>
      <td class="number ${score === null ? 'none' : ''}" data-label="Popularity">${figure(score?.popularity)}</td>
      <td class="number ${score === null ? 'none' : ''}" data-label="Measured"><time title=${moment(score?.measuredAt)}>${score === null ? '–' : ago(score.measuredAt)}</time></td>
      <td class="number" data-label="Versions">${whole(one.versions)}</td>
      ${session.may('train') ? html`<td class="number in-table"><a class="button little" href=${link(['train', one.algorithm])}
        aria-label=${`Train ${one.algorithm}, ${plural(one.versions, 'version')} so far`}>Train</a></td>` : nothing}
    </tr>`;
}

/** @param {Policy} policy */
const policyCard = policy => html`
  <section class="card">
    <header><h2>Training policy</h2>
      ${policy.enabled ? html`<span class="badge dot good">on</span>` : html`<span class="badge dot">off</span>`}</header>
    <div class="body stack">
      <p>${policySentence(policy)}</p>
      ${policy.nextDue === null ? nothing : html`<p class="muted">Next due <time title=${moment(policy.nextDue)}>${ago(policy.nextDue)}</time>.</p>`}
      <div class="actions"><a class="button" href=${link(['policy'])}>${session.may('train') ? 'Change the policy' : 'Show the policy'}</a></div>
    </div>
  </section>`;

customElements.define('models-view', ModelsView);
