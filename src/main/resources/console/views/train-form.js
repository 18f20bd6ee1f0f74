import {html, nothing} from 'lit';
import {get, path, post} from '../api/client.js';
import {session} from '../api/session.js';
import {setting} from '../format.js';
import {emptyState, loading, pageHead, problemNote} from '../parts/page.js';
import {settingFields} from '../parts/setting-fields.js';
import {View} from '../parts/view.js';
import {go, link, replaceQuery} from '../router.js';
import {PROMOTIONS, PROMOTION_HINT, PROTOCOLS, SEED, SPLIT, THRESHOLD, choiceField, focusWrong, formProblem, orderField} from './order-fields.js';
import {BUDGET_AUTO, BUDGET_SEARCH, jsonOf, presetCard, searchSpace, specsOf, valueAt, withValue} from './order.js';

/**
 * @typedef {import('../api/types.js').AlgorithmOverview} AlgorithmOverview
 * @typedef {import('../api/model-types.js').VersionEntry} VersionEntry
 * @typedef {import('./order.js').Order} Order
 */

const AUTO = 'auto';

/** The form of a training or a search: presets first, settings as the service publishes them, problems at their fields. */
class TrainForm extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {algorithm: {state: true}, versions: {state: true}, order: {state: true}, wrong: {state: true}, shown: {state: true}};

  constructor() {
    super();
    /** @type {AlgorithmOverview | null} */
    this.algorithm = null;
    /** @type {VersionEntry[]} those that a training can continue */
    this.versions = [];
    /** @type {Order} only what differs from the defaults */
    this.order = {};
    /** @type {Record<string, string>} problems by field; they stay until the next order, so that nothing moves under the pointer */
    this.wrong = {};
    /** How many problems are shown at fields. */
    this.shown = 0;
  }

  get name() {
    return this.route.parts[0] ?? AUTO;
  }

  get isAuto() {
    return this.name === AUTO;
  }

  get isSearch() {
    return !this.isAuto && this.route.query.get('mode') === 'tune';
  }

  connectedCallback() {
    super.connectedCallback();
    void this.load();
  }

  async load() {
    if (this.isAuto) {
      return;
    }
    const preset = this.route.query.get('preset');
    if (preset !== null) {
      this.change('preset', preset);
    }
    const {signal} = this.leaving;
    await this.attempt(async () => {
      const [algorithms, versions] = await Promise.all([
        get('/models', {size: 1000}, signal), get(path`/models/${this.name}/versions`, {size: 200}, signal)]);
      this.algorithm = algorithms.items.find((/** @type {AlgorithmOverview} */ one) => one.algorithm === this.name) ?? null;
      this.versions = versions.items.filter((/** @type {VersionEntry} */ one) => one.checkpointBytes !== null);
      const from = versions.items.find((/** @type {VersionEntry} */ one) => String(one.version) === this.route.query.get('from'));
      if (from && this.algorithm) {
        const {threshold, ...others} = from.hyperparameters;
        const different = Object.entries(others).filter(([name, value]) => setting(value) !== setting(
          this.algorithm?.hyperparameters.find(spec => spec.name === name)?.defaultValue));
        this.order = {...(threshold === undefined ? {} : {threshold}), hyperparameters: Object.fromEntries(different)};
      }
    });
  }

  /**
   * @param {string} name such as split.k
   * @param {any} value undefined for the default
   */
  change(name, value) {
    this.order = withValue(this.order, name, value);
  }

  /** @param {Event} event */
  async submit(event) {
    event.preventDefault();
    this.wrong = {};
    const order = jsonOf(this.order, this.isSearch);
    const job = await this.attempt(() => post(this.isSearch ? path`/models/${this.name}/tune` : path`/models/${this.name}/train`, order));
    if (job) {
      go(['jobs', job.id]);
      return;
    }
    this.wrong = Object.fromEntries((this.problem?.errors ?? []).map(({field, message}) => [field, message]));
    await this.updateComplete;
    this.shown = focusWrong(this);
  }

  render() {
    const title = this.isAuto ? 'Train automatically' : this.isSearch ? `Search settings for ${this.name}` : `Train ${this.name}`;
    const ready = this.isAuto || this.algorithm !== null;
    return html`
      ${pageHead({
        title,
        back: {href: link(['train']), label: 'Train a model'},
        lead: this.isAuto ? 'Several algorithms are trained on your data within the budget, and the best one is trained again on everything.'
          : this.algorithm?.description ?? nothing,
      })}
      <div class="stack">
        ${session.may('train') ? nothing : emptyState({icon: 'keys', title: 'This key may not train', text: 'A training needs a key with the role train or admin.'})}
        ${ready && session.may('train') ? this.form() : html`${problemNote(this.problem)}${this.busy ? loading() : nothing}`}
      </div>`;
  }

  form() {
    return html`
      ${this.isAuto || !this.algorithm?.hyperparameters.some(spec => spec.tune !== '') ? nothing : html`
        <div class="tabs modes" role="group" aria-label="What to do">
          ${[['', 'Train'], ['tune', 'Search for settings']].map(([mode, label]) => html`
            <button type="button" aria-pressed=${this.isSearch === (mode === 'tune')} @click=${() => replaceQuery({mode})}>${label}</button>`)}
        </div>`}
      <form class="stack" novalidate @submit=${this.submit}>
        ${this.isAuto ? this.budget([BUDGET_AUTO]) : this.settings(/** @type {AlgorithmOverview} */ (this.algorithm))}
        ${this.relevance()}
        ${formProblem(this.problem, this.shown)}
        <div class="actions"><button class="button primary" ?disabled=${this.busy}>${this.isAuto ? 'Train automatically' : this.isSearch ? 'Start the search' : 'Train'}</button></div>
      </form>`;
  }

  /** @param {import('./order-fields.js').Field[]} fields */
  budget(fields) {
    return html`
      <section class="card"><header><h2>Budget</h2></header>
        <div class="body setting-fields">${fields.map(field => this.field(field))}</div></section>`;
  }

  /** @param {import('./order-fields.js').Field} field */
  field(field) {
    return orderField(field, valueAt(this.order, field.name), value => this.change(field.name, value), this.wrong[field.name]);
  }

  /** @param {AlgorithmOverview} algorithm */
  settings(algorithm) {
    const specs = specsOf(algorithm, this.order.preset).filter(spec => spec.name !== 'threshold' && !(this.isSearch && spec.tune !== ''));
    const wrong = Object.fromEntries(specs.flatMap(({name}) => {
      const message = this.wrong[`hyperparameters.${name}`];
      return message === undefined ? [] : [[name, message]];
    }));
    return html`
      ${presetCard(algorithm, this.order.preset, preset => this.change('preset', preset), this.wrong.preset)}
      ${this.isSearch ? html`${this.budget(BUDGET_SEARCH)}${searchSpace(algorithm)}` : nothing}
      ${specs.length === 0 ? nothing : html`
        <section class="card">
          <header><h2>${this.isSearch ? 'Settings that the search keeps' : 'Settings'}</h2><span class="muted small">An empty field means the value that it shows in grey.</span></header>
          <div class="body">${settingFields(specs, this.order.hyperparameters ?? {}, (name, value) => this.change(`hyperparameters.${name}`, value), wrong)}</div>
        </section>`}`;
  }

  relevance() {
    const {order, wrong} = this;
    const inEpochs = this.algorithm?.hyperparameters.some(spec => spec.name === 'epochs') ?? false;
    return html`
      <section class="card"><header><h2>Result</h2></header>
        <div class="body setting-fields">
          ${this.field(THRESHOLD)}
          ${choiceField('promote', 'Put the new version into service', PROMOTIONS, {value: order.promote ?? 'if-better', problem: wrong.promote, hint: PROMOTION_HINT,
            change: value => this.change('promote', value === 'if-better' ? undefined : value)})}
          ${this.isAuto || this.isSearch || !inEpochs || this.versions.length === 0 ? nothing : choiceField('warmStart', 'Start from the weights of',
            this.versions.map(one => [String(one.version), `version ${one.version}${one.active ? ', in service' : ''}`]),
            {value: order.warmStart === undefined ? '' : String(order.warmStart), empty: 'random weights', problem: wrong.warmStart,
              hint: 'Only for the same layers; fewer epochs are needed then.',
              change: value => this.change('warmStart', value === '' ? undefined : Number(value))})}
        </div></section>
      <details class="card"><summary>How the result is measured</summary>
        <div class="body setting-fields">
          ${this.isAuto ? nothing : choiceField('protocol', 'Protocol', PROTOCOLS, {value: order.protocol ?? '', empty: 'the one that fits the preset', problem: wrong.protocol,
            change: value => this.change('protocol', value === '' ? undefined : value)})}
          ${SPLIT.map(field => this.field(field))}
          ${this.field(SEED)}
        </div></details>`;
  }
}

customElements.define('train-form', TrainForm);
