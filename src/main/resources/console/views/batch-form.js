import {html, nothing} from 'lit';
import {get, post} from '../api/client.js';
import {loading} from '../parts/page.js';
import {View} from '../parts/view.js';
import {loadChoices, modelSelect} from './model-choice.js';
import {focusWrong, formProblem, orderField, choiceField} from './order-fields.js';

/** @type {import('./order-fields.js').Field} */
const LENGTH = {name: 'k', label: 'Length of the lists', placeholder: '30', hint: '1 to 1,000.'};
const AT_FIELDS = /^(users(\[\d+\])?|k|scenario|model|version)$/;

/** Submits a batch. Sends the events submitted, with the batch, and closed. */
class BatchForm extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {models: {state: true}, scenarios: {state: true}, some: {state: true}, ids: {state: true}, format: {state: true},
    k: {state: true}, scenario: {state: true}, model: {state: true}};

  constructor() {
    super();
    /** @type {import('./model-choice.js').Choice[] | null} */
    this.models = null;
    /** @type {string[]} */
    this.scenarios = [];
    /** Whether only the users of `ids` are meant. */
    this.some = false;
    this.ids = '';
    this.format = 'ndjson';
    /** @type {any} */
    this.k = undefined;
    this.scenario = '';
    this.model = '';
  }

  firstUpdated() {
    void this.attempt(async () => {
      const {signal} = this.leaving;
      const [scenarios, models] = await Promise.all([get('/scenarios', {size: 100}, signal), loadChoices(signal)]);
      this.scenarios = scenarios.items.map((/** @type {{name: string}} */ {name}) => name);
      this.models = models;
      await this.updateComplete;
      this.querySelector('select')?.focus();
    });
  }

  /** @param {RegExp} field */
  wrongOf(field) {
    return this.problem?.errors.find(error => field.test(error.field))?.message;
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const [model, version] = this.model.split(':');
    const batch = await this.attempt(() => post('/recommendation-batches', {
      users: this.some ? this.ids.split('\n').map(id => id.trim()).filter(id => id !== '') : 'all',
      format: this.format,
      ...(this.k === undefined ? {} : {k: this.k}),
      ...(this.scenario === '' ? {} : {scenario: this.scenario}),
      ...(this.model === '' ? {} : {model}),
      ...(version === undefined ? {} : {version: Number(version)}),
    }));
    if (batch) {
      this.dispatchEvent(new CustomEvent('submitted', {detail: batch}));
    } else {
      await this.updateComplete;
      focusWrong(this);
    }
  }

  render() {
    return html`
      <form class="card" @submit=${this.submit}>
        <header><h2>A new batch</h2></header>
        <div class="body stack">
          ${formProblem(this.problem, this.problem?.errors.filter(error => AT_FIELDS.test(error.field)).length ?? 0)}
          ${this.models === null ? (this.problem === null ? loading() : nothing) : this.fields(this.models)}
          <div class="actions">
            ${this.models === null ? nothing : html`<button class="button primary" ?disabled=${this.busy}>Submit the batch</button>`}
            <button class="button" type="button" @click=${() => this.dispatchEvent(new Event('closed'))}>Do nothing</button>
          </div>
        </div>
      </form>`;
  }

  /** @param {import('./model-choice.js').Choice[]} models */
  fields(models) {
    const problem = this.wrongOf(/^(model|version)$/);
    return html`
      <div class="setting-fields">
        ${choiceField('users', 'Users', [['all', 'all that exist now'], ['some', 'only these']], {value: this.some ? 'some' : 'all', change: value => (this.some = value === 'some'),
          problem: this.some ? undefined : this.wrongOf(/^users/)})}
        ${choiceField('format', 'Format', [['ndjson', 'JSON lines: one list in a line'], ['csv', 'CSV: one item in a line']], {value: this.format, change: value => (this.format = value)})}
        ${orderField(LENGTH, this.k, value => (this.k = value), this.wrongOf(/^k$/))}
        ${this.scenarios.length === 0 ? nothing : choiceField('scenario', 'Scenario', this.scenarios.map(name => [name, name]), {
          value: this.scenario, empty: 'none', change: value => (this.scenario = value), problem: this.wrongOf(/^scenario$/)})}
        ${modelSelect({name: 'batch-model', label: 'Model', choices: models, chosen: this.model === '' ? undefined : this.model,
          none: this.scenario === '' ? 'the default model' : 'as the scenario says', change: event => (this.model = /** @type {HTMLSelectElement} */ (event.target).value)})}
      </div>
      ${problem ? html`<p class="field"><span class="wrong">The model ${problem}.</span></p>` : nothing}
      ${this.some ? this.idField(this.wrongOf(/^users/)) : nothing}`;
  }

  /** @param {string | undefined} problem */
  idField(problem) {
    return html`
      <div class="field"><label for="batch-ids">Ids of the users</label>
        <textarea id="batch-ids" rows="5" required spellcheck="false" .value=${this.ids} aria-invalid=${problem ? 'true' : nothing}
          aria-describedby="batch-ids-hint${problem ? ' batch-ids-wrong' : ''}"
          @input=${(/** @type {Event} */ event) => (this.ids = /** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea>
        <span class="hint" id="batch-ids-hint">One in a line, at most 100,000.</span>
        ${problem ? html`<span class="wrong" id="batch-ids-wrong">${problem}</span>` : nothing}</div>`;
  }
}

customElements.define('batch-form', BatchForm);
