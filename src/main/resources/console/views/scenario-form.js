import {html, nothing} from 'lit';
import {get, path} from '../api/client.js';
import '../parts/expression-field.js';
import {problemNote} from '../parts/page.js';
import {View} from '../parts/view.js';
import {choiceField, orderField} from './order-fields.js';
import './scenario-pins.js';

/**
 * @typedef {import('../api/scenario-types.js').Definition} Definition
 * @typedef {import('../api/types.js').AlgorithmOverview} AlgorithmOverview
 */

/** @type {import('./order-fields.js').Field[]} */
const NUMBERS = [
  {name: 'k', label: 'Length', placeholder: '30', hint: '1 to 1,000 items.'},
  {name: 'diversity', label: 'Diversity', placeholder: '0', hint: 'In categories, 0 to 1.'},
  {name: 'calibration', label: 'Calibration', placeholder: '0', hint: 'To the categories of the user, 0 to 1.'},
  {name: 'newItems', label: 'New items', placeholder: '0', hint: 'Their greatest share, 0 to 1.'},
];

/** @type {[string, string][]} */
const FALLBACKS = [['popular', 'popular'], ['trending', 'trending'], ['latest', 'latest']];

/** The fields of a scenario. Sends the event changed with the whole definition. */
class ScenarioForm extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {definition: {attribute: false}, wrong: {attribute: false}, locked: {attribute: false}, algorithms: {state: true}, versions: {state: true}};

  constructor() {
    super();
    /** @type {Definition} */
    this.definition = {};
    /** @type {Record<string, string>} problems by field */
    this.wrong = {};
    this.locked = false;
    /** @type {AlgorithmOverview[]} those that have versions */
    this.algorithms = [];
    /** @type {number[]} of the chosen model */
    this.versions = [];
    /** @type {string | undefined} the model whose versions are known */
    this.known = undefined;
  }

  firstUpdated() {
    void this.attempt(async () => {
      const {items} = await get('/models', {size: 100}, this.leaving.signal);
      this.algorithms = items.filter((/** @type {AlgorithmOverview} */ one) => one.versions > 0 || one.algorithm === this.definition.model);
    });
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    const {model} = this.definition;
    if (changed.has('definition') && model !== this.known) {
      this.known = model;
      this.versions = [];
      if (model !== undefined) {
        void this.attempt(async () => {
          const {items} = await get(path`/models/${model}/versions`, {size: 50}, this.leaving.signal);
          this.versions = model === this.known ? items.map((/** @type {{version: number}} */ one) => one.version) : this.versions;
        });
      }
    }
  }

  /** @param {Record<string, any>} change undefined removes a field */
  change(change) {
    const definition = Object.fromEntries(Object.entries({...this.definition, ...change}).filter(([, value]) => value !== undefined));
    this.dispatchEvent(new CustomEvent('changed', {detail: definition}));
  }

  render() {
    const {definition, wrong, locked} = this;
    return html`
      <fieldset class="stack" ?disabled=${locked}>
        <legend class="visually-hidden">Scenario</legend>
        ${problemNote(this.problem)}
        <section class="card"><header><h2>Rules</h2></header><div class="body stack">
          <expression-field .name=${'filter'} .label=${'Filter'} .value=${definition.filter ?? ''} .fault=${wrong.filter ?? null} .counts=${true} .locked=${locked}
            .hint=${'Lists have only items for which this is true.'} .placeholder=${'all items'}
            @changed=${(/** @type {CustomEvent<string>} */ event) => this.change({filter: event.detail})}></expression-field>
          <expression-field .name=${'boost'} .label=${'Boost'} .kind=${'boost'} .value=${definition.boost ?? ''} .fault=${wrong.boost ?? null} .locked=${locked}
            .hint=${'The factor with which an item counts, 0.001 to 1000.'} .placeholder=${'1.0'}
            @changed=${(/** @type {CustomEvent<string>} */ event) => this.change({boost: event.detail})}></expression-field>
        </div></section>
        <section class="card"><header><h2>Pins</h2><span class="muted small">rank, item, and when it applies</span></header>
          <scenario-pins class="body stack" .pins=${definition.pins ?? []} .problems=${wrong} .locked=${locked}
            @changed=${(/** @type {CustomEvent} */ event) => this.change({pins: event.detail})}></scenario-pins></section>
        <section class="card"><header><h2>List</h2></header><div class="body setting-fields">
          ${this.models()}
          ${choiceField('fallback', 'Fallback', FALLBACKS, {value: definition.fallback ?? '', problem: wrong.fallback, empty: 'default (popular)', hint: 'Where no model can answer.',
            change: value => this.change({fallback: value === '' ? undefined : value})})}
          ${NUMBERS.map(field => orderField(field, /** @type {any} */ (definition)[field.name], value => this.change({[field.name]: value}), wrong[field.name]))}
        </div></section>
        ${definition.experiment ? html`<p class="note">The arms of the experiment ${definition.experiment} replace this scenario for their users.</p>` : nothing}
      </fieldset>`;
  }

  models() {
    const {definition: {model = '', version}, wrong} = this;
    const models = [...new Set([...this.algorithms.map(one => one.algorithm), ...(model === '' ? [] : [model])])];
    const versions = [...new Set([...this.versions, ...(version === undefined ? [] : [version])])];
    return html`
      ${choiceField('model', 'Model', models.map(one => [one, one]), {value: model, problem: wrong.model, empty: 'the default model',
        change: value => this.change({model: value === '' ? undefined : value, version: undefined})})}
      ${model === '' ? nothing : choiceField('version', 'Version', versions.map(one => [String(one), `version ${one}`]), {value: version === undefined ? '' : String(version),
        problem: wrong.version, empty: 'the active one', change: value => this.change({version: value === '' ? undefined : Number(value)})})}`;
  }
}

customElements.define('scenario-form', ScenarioForm);
