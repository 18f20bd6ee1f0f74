import {html, nothing} from 'lit';
import {path, put} from '../api/client.js';
import {exact} from '../format.js';
import {loading} from '../parts/page.js';
import {notify} from '../parts/toast.js';
import {View} from '../parts/view.js';
import {go} from '../router.js';
import {FEWEST, MOST, armBody, armFields, equalShares, loadArmChoices, sumOf, wrong} from './arm-fields.js';
import {METRICS} from './experiment-words.js';
import {focusWrong, formProblem} from './order-fields.js';

/**
 * @typedef {import('./arm-fields.js').ArmDraft} ArmDraft
 * @typedef {import('../api/experiment-types.js').ExperimentMetric} ExperimentMetric
 */

const AT_FIELDS = /^(name|minimumLift|arms|arms\[\d\]\.(name|share|scenario|model|version))$/;

/** Starts an experiment and goes to its page. Sends the event closed. */
class ExperimentForm extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {choices: {state: true}, name: {state: true}, arms: {state: true}, metric: {state: true}, lift: {state: true}};

  constructor() {
    super();
    /** @type {import('./arm-fields.js').Choices | null} */
    this.choices = null;
    this.name = '';
    /** @type {ArmDraft[]} */
    this.arms = [{name: 'control', share: '50', list: ''}, {name: '', share: '50', list: ''}];
    /** @type {ExperimentMetric} */
    this.metric = 'clicks-per-list';
    this.lift = '5';
  }

  firstUpdated() {
    void this.attempt(async () => {
      this.choices = await loadArmChoices(this.leaving.signal);
      await this.updateComplete;
      this.querySelector('input')?.focus();
    });
  }

  /** @param {string} field */
  wrongOf(field) {
    return this.problem?.errors.find(error => error.field === field)?.message;
  }

  /**
   * @param {number} index
   * @param {Partial<ArmDraft>} part
   */
  changeArm(index, part) {
    this.arms = this.arms.map((arm, at) => (at === index ? {...arm, ...part} : arm));
  }

  /** @param {ArmDraft[]} arms that get equal shares, because the number of arms has changed */
  setArms(arms) {
    const shares = equalShares(arms.length);
    this.arms = arms.map((arm, index) => ({...arm, share: shares[index] ?? ''}));
    this.problem = null;
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const name = this.name.trim();
    const lift = Number(this.lift.replace(',', '.'));
    const started = await this.attempt(() => put(path`/experiments/${name}`, {
      arms: this.arms.map(armBody), metric: this.metric, minimumLift: Number.isNaN(lift) ? this.lift : Math.round(lift * 1e6) / 1e8,
    }));
    if (started) {
      notify(`The experiment ${name} is running.`);
      go(['experiments', name]);
    } else {
      await this.updateComplete;
      focusWrong(this);
    }
  }

  render() {
    return html`
      <form class="card" @submit=${this.submit}>
        <header><h2>A new experiment</h2><span class="muted small">It does not change while it is running.</span></header>
        <div class="body stack">
          ${formProblem(this.problem, this.problem?.errors.filter(error => AT_FIELDS.test(error.field)).length ?? 0)}
          ${this.choices === null ? (this.problem === null ? loading() : nothing) : html`
            ${this.general()}
            <div class="arm-list">
              ${this.arms.map((arm, index) => armFields(arm, index, /** @type {import('./arm-fields.js').Choices} */ (this.choices), {
                change: part => this.changeArm(index, part),
                remove: this.arms.length > FEWEST ? () => this.setArms(this.arms.filter((_, at) => at !== index)) : null,
                problem: field => this.wrongOf(`arms[${index}].${field}`),
              }))}
              <div class="between">
                <button class="button little" type="button" ?disabled=${this.arms.length === MOST}
                  @click=${() => this.setArms([...this.arms, {name: '', share: '', list: ''}])}>Add an arm</button>
                ${this.sum()}
              </div>
            </div>`}
          <div class="actions">
            ${this.choices === null ? nothing : html`<button class="button primary" ?disabled=${this.busy}>Start the experiment</button>`}
            <button class="button" type="button" @click=${() => this.dispatchEvent(new Event('closed'))}>Do nothing</button>
          </div>
        </div>
      </form>`;
  }

  sum() {
    const sum = sumOf(this.arms);
    const problem = this.wrongOf('arms');
    return html`<span class="field" role="status">${problem && sum !== 100 ? html`<span class="wrong">The arms ${problem}.</span>`
      : html`<span class="hint">${Number.isNaN(sum) || sum === 100 ? 'The shares are of the users; the sum is 100%.' : html`The sum of the shares is ${exact(sum)}% and must be 100%.`}</span>`}</span>`;
  }

  general() {
    return html`
      <div class="setting-fields">
        <div class="field"><label for="experiment-name">Name</label>
          <input id="experiment-name" required maxlength="100" autocomplete="off" spellcheck="false" .value=${this.name} aria-invalid=${this.wrongOf('name') ? 'true' : nothing}
            aria-describedby="experiment-name-hint${this.wrongOf('name') ? ' experiment-name-wrong' : ''}"
            @input=${(/** @type {Event} */ event) => (this.name = /** @type {HTMLInputElement} */ (event.target).value)}>
          <span class="hint" id="experiment-name-hint">Requests name it, such as home.</span>${wrong('experiment-name', this.wrongOf('name'))}</div>
        <div class="field"><label for="experiment-metric">What decides</label>
          <select id="experiment-metric" aria-describedby="experiment-metric-hint"
            @change=${(/** @type {Event} */ event) => (this.metric = /** @type {ExperimentMetric} */ (/** @type {HTMLSelectElement} */ (event.target).value))}>
            ${Object.entries(METRICS).map(([value, {name}]) => html`<option value=${value} .selected=${value === this.metric}>${name}</option>`)}
          </select><span class="hint" id="experiment-metric-hint">${METRICS[this.metric].hint}</span></div>
        <div class="field"><label for="experiment-lift">Smallest difference worth knowing, in %</label>
          <input id="experiment-lift" required inputmode="decimal" autocomplete="off" .value=${this.lift} aria-invalid=${this.wrongOf('minimumLift') ? 'true' : nothing}
            aria-describedby="experiment-lift-hint${this.wrongOf('minimumLift') ? ' experiment-lift-wrong' : ''}"
            @input=${(/** @type {Event} */ event) => (this.lift = /** @type {HTMLInputElement} */ (event.target).value)}>
          <span class="hint" id="experiment-lift-hint">Relative to the control. The smaller it is, the more users are needed.</span>${wrong('experiment-lift', this.wrongOf('minimumLift'))}</div>
      </div>`;
  }
}

customElements.define('experiment-form', ExperimentForm);
