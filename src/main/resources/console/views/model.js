import {html, nothing} from 'lit';
import {get, path} from '../api/client.js';
import {live} from '../api/live.js';
import {session} from '../api/session.js';
import {ago, bytes, figure, metricName, moment, words} from '../format.js';
import {emptyState, loading, pageHead, problemNote} from '../parts/page.js';
import {pager} from '../parts/pager.js';
import {View} from '../parts/view.js';
import {go, link, replaceQuery} from '../router.js';
import {activationCard, algorithmFacts, difference} from './model-parts.js';
import {modelWarnings} from './model-warnings.js';

/**
 * @typedef {import('../api/types.js').AlgorithmOverview} AlgorithmOverview
 * @typedef {import('../api/model-types.js').VersionEntry} VersionEntry
 * @typedef {import('../api/model-types.js').Activation} Activation
 */

const SIZE = 20;
const MOST_COMPARED = 5;

/** One algorithm: its versions, which can be compared, and its activations. */
class ModelView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {algorithm: {state: true}, versions: {state: true}, activations: {state: true}, chosen: {state: true}};

  constructor() {
    super();
    /** @type {AlgorithmOverview | null} */
    this.algorithm = null;
    /** @type {import('../api/client.js').Page<VersionEntry> | null} */
    this.versions = null;
    /** @type {import('../api/client.js').Page<Activation> | null} */
    this.activations = null;
    /** @type {number[]} the versions to compare */
    this.chosen = [];
  }

  get name() {
    return this.route.parts[0] ?? '';
  }

  connectedCallback() {
    super.connectedCallback();
    live.listen(change => {
      if (change.kind === 'training' && change.job.endedAt !== null) {
        void this.load();
      }
    }, this.leaving.signal);
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('route')) {
      void this.load();
    }
  }

  async load() {
    const {signal} = this.leaving;
    const page = Number(this.route.query.get('page') ?? 0);
    const log = Number(this.route.query.get('log') ?? 0);
    await this.attempt(async () => {
      const [algorithms, versions, activations] = await Promise.all([
        get('/models', {size: 1000}, signal),
        get(path`/models/${this.name}/versions`, {page, size: SIZE}, signal),
        get(path`/models/${this.name}/activations`, {page: log, size: SIZE}, signal)]);
      this.algorithm = algorithms.items.find((/** @type {AlgorithmOverview} */ one) => one.algorithm === this.name) ?? null;
      this.versions = versions;
      this.activations = activations;
    });
  }

  render() {
    const {algorithm, versions} = this;
    return html`
      ${pageHead({
        title: this.name,
        back: {href: link(['models']), label: 'Models'},
        badge: algorithm?.default ? html`<span class="badge accent">default</span>` : nothing,
        lead: algorithm?.description ?? nothing,
        actions: algorithm !== null && session.may('train') ? this.actions(algorithm) : nothing,
      })}
      <div class="stack">
        ${problemNote(this.problem)}
        ${algorithm === null || versions === null ? (this.busy ? loading() : nothing) : html`
          ${modelWarnings(algorithm.warnings)}
          ${algorithm.versions === 0 ? this.empty() : html`${algorithmFacts(algorithm)}${this.versionCard(versions, algorithm)}`}
          ${this.activations === null || this.activations.total === 0 ? nothing : activationCard(this.activations, number => replaceQuery({log: number || null, page: this.route.query.get('page')}))}`}
      </div>`;
  }

  /** @param {AlgorithmOverview} algorithm */
  actions(algorithm) {
    const searchable = algorithm.hyperparameters.some(spec => spec.tune !== '');
    return html`
      ${searchable ? html`<a class="button" href=${link(['train', this.name], {mode: 'tune'})}>Search for settings</a>` : nothing}
      <a class="button primary" href=${link(['train', this.name])}>Train ${this.name}</a>`;
  }

  empty() {
    return emptyState({
      icon: 'models',
      title: `${this.name} has not been trained yet`,
      text: 'Its first training with the defaults shows whether it is better than popularity on your data.',
      actions: session.may('train') ? html`<a class="button primary" href=${link(['train', this.name])}>Train with defaults</a>` : nothing,
    });
  }

  /** @param {number} version */
  choose(version) {
    this.chosen = this.chosen.includes(version) ? this.chosen.filter(one => one !== version) : [...this.chosen, version];
  }

  compare() {
    go(['compare'], {versions: [...this.chosen].sort((one, other) => one - other).map(version => `${this.name}:${version}`).join(',')});
  }

  /**
   * @param {import('../api/client.js').Page<VersionEntry>} page
   * @param {AlgorithmOverview} algorithm
   */
  versionCard(page, algorithm) {
    const count = this.chosen.length;
    const reference = page.items.find(one => one.active)?.hyperparameters;
    return html`
      <section class="card">
        <header><h2>Versions</h2>
          ${page.total < 2 ? nothing : html`
            <span class="actions">
              <button class="button little" type="button" ?disabled=${count < 2 || count > MOST_COMPARED} @click=${this.compare}>
                ${count < 2 ? 'Choose versions to compare' : `Compare ${count} versions`}</button>
            </span>`}
        </header>
        <table class="cards versions">
          <thead><tr>
            ${page.total < 2 ? nothing : html`<th scope="col"><span class="visually-hidden">Compare</span></th>`}
            <th scope="col">Version</th><th scope="col" class="number">Value</th>
            <th scope="col" class="number">Popularity</th><th scope="col">${reference ? 'Differs from the active version' : 'Settings'}</th>
            <th scope="col" class="number">Checkpoint</th><th scope="col" class="number">Trained</th>
          </tr></thead>
          <tbody>${page.items.map(one => this.row(one, page.total > 1, reference, algorithm))}</tbody>
        </table>
        ${pager(page, number => replaceQuery({page: number || null, log: this.route.query.get('log')}), 'versions')}
      </section>`;
  }

  /**
   * @param {VersionEntry} one
   * @param {boolean} several
   * @param {Record<string, any> | undefined} reference
   * @param {AlgorithmOverview} algorithm
   */
  row(one, several, reference, algorithm) {
    const [protocol, metric] = (one.metric ?? '').split(' ');
    const checked = this.chosen.includes(one.version);
    return html`
      <tr class="clickable">
        ${several ? html`<td class="choice wide" data-label="Compare"><input type="checkbox" aria-label=${`Compare version ${one.version}`} .checked=${checked}
          ?disabled=${!checked && this.chosen.length >= MOST_COMPARED} @change=${() => this.choose(one.version)}></td>` : nothing}
        <td class="first"><a class="row-link" href=${link(['models', this.name, one.version])}>version ${one.version}</a>
          ${one.active ? html`<span class="badge dot good">in service</span>` : nothing}
          <span class="protocol">${one.metric === null ? 'not measured' : words(protocol)}</span></td>
        <td class="number" data-label=${metric ? metricName(metric) : 'Value'}>${one.value === null ? '–'
          : html`${figure(one.value)} <span class="muted small in-table">${metricName(metric ?? '')}</span>`}</td>
        <td class="number" data-label="Popularity">${figure(one.popularity)}</td>
        <td class="muted differences wide" data-label="Settings">${difference(one, reference, algorithm)}</td>
        <td class="number" data-label="Checkpoint">${one.checkpointBytes === null ? html`<span class="muted">deleted</span>` : bytes(one.checkpointBytes)}</td>
        <td class="number wide" data-label="Trained"><time title=${moment(one.createdAt)}>${ago(one.createdAt)}</time></td>
      </tr>`;
  }
}

customElements.define('model-view', ModelView);
