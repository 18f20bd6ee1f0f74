import {html, nothing} from 'lit';
import {plural} from '../format.js';
import {icon} from '../parts/icons.js';
import {problemNote} from '../parts/page.js';

/**
 * The fields of an order that are no hyper-parameters: how the result is measured, what is promoted, and the budget.
 *
 * @typedef {object} Field
 * @property {string} name in the order, such as split.testShare
 * @property {string} label
 * @property {string} hint
 * @property {'number' | 'integers' | 'text'} [kind]
 * @property {string} [placeholder]
 */

/** @type {Field[]} */
export const SPLIT = [
  {name: 'split.testShare', label: 'Share of the test', hint: 'Of the users; for rating prediction, of the ratings. 0.001 to 0.5.'},
  {name: 'split.validationShare', label: 'Share of the validation', hint: 'Of the users. Decides when a training stops. 0 to 0.5.'},
  {name: 'split.heldOutShare', label: 'Held-out share', hint: 'Of the relevant items of a test user, which the model does not see. 0.01 to 0.99.'},
  {name: 'split.k', label: 'Lengths of the lists', hint: 'Such as 10, 20, 50, 100. The longest one steers early stopping.', kind: 'integers'},
  {name: 'split.splitSeed', label: 'Seed of the split', hint: 'Versions with the same seed are measured on the same users.'},
  {name: 'split.bootstrapSamples', label: 'Bootstrap samples', hint: 'From which the 95% intervals are computed. 100 to 100,000.'},
];

/** @type {Field} */
export const THRESHOLD = {name: 'threshold', label: 'Threshold', placeholder: '4',
  hint: 'Items that are rated at least this are relevant, in training and in the evaluation. 1 for purchases and views.'};

/** @type {Field} */
export const SEED = {name: 'seed', label: 'Seed', hint: 'The same seed and data give the same model.'};

export const PROTOCOLS = /** @type {[string, string][]} */ ([
  ['strong-generalization', 'Strong generalization: lists for users who were not trained on'],
  ['reconstruction', 'Reconstruction: the ratings that the model was shown, as in the notebook'],
  ['rating-prediction', 'Rating prediction: errors of predicted ratings'],
]);

export const PROMOTION_HINT = 'Better than popularity, and than the active version for the same users. Otherwise the version is only kept.';

export const PROMOTIONS = /** @type {[string, string][]} */ ([
  ['if-better', 'If it is better'],
  ['always', 'Always'],
  ['never', 'Never'],
]);

/**
 * @param {Field} field
 * @param {any} value
 * @param {(value: any) => void} change with undefined if the field is empty
 * @param {string | undefined} problem
 */
export function orderField({name, label, hint, kind = 'number', placeholder = 'default'}, value, change, problem) {
  const id = `order-${name.replace('.', '-')}`;
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      <input id=${id} aria-describedby="${id}-hint${problem ? ` ${id}-wrong` : ''}" aria-invalid=${problem ? 'true' : nothing} autocomplete="off"
        inputmode=${kind === 'number' ? 'decimal' : 'text'} placeholder=${placeholder}
        .value=${value === undefined ? '' : Array.isArray(value) ? value.join(', ') : String(value)}
        @change=${(/** @type {Event} */ event) => change(parse(kind, /** @type {HTMLInputElement} */ (event.target).value.trim()))}>
      <span class="hint" id="${id}-hint">${hint}</span>
      ${problem ? html`<span class="wrong" id="${id}-wrong">${problem}</span>` : nothing}
    </div>`;
}

/**
 * @param {string} id
 * @param {string} label
 * @param {[string, string][]} choices
 * @param {{value: string, change: (value: string) => void, problem?: string | undefined, hint?: string, empty?: string}} options
 */
export function choiceField(id, label, choices, {value, change, problem, hint, empty}) {
  return html`
    <div class="field">
      <label for="order-${id}">${label}</label>
      <select id="order-${id}" aria-invalid=${problem ? 'true' : nothing} aria-describedby=${problem ? `order-${id}-wrong` : hint ? `order-${id}-hint` : nothing}
        @change=${(/** @type {Event} */ event) => change(/** @type {HTMLSelectElement} */ (event.target).value)}>
        ${empty === undefined ? nothing : html`<option value="" ?selected=${value === ''}>${empty}</option>`}
        ${choices.map(([name, text]) => html`<option value=${name} ?selected=${name === value}>${text}</option>`)}
      </select>
      ${hint ? html`<span class="hint" id="order-${id}-hint">${hint}</span>` : nothing}
      ${problem ? html`<span class="wrong" id="order-${id}-wrong">${problem}</span>` : nothing}
    </div>`;
}

/**
 * Leads to the first field that is wrong.
 *
 * @param {HTMLElement} form
 * @returns {number} how many fields are wrong
 */
export function focusWrong(form) {
  const wrong = /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll('[aria-invalid="true"]'));
  wrong.forEach(field => field.closest('details')?.setAttribute('open', ''));
  wrong[0]?.focus();
  return wrong.length;
}

/**
 * What is wrong with a form, unless each problem is shown at its field.
 *
 * @param {import('../api/client.js').ApiProblem | null} problem
 * @param {number} shown the problems at fields
 */
export function formProblem(problem, shown) {
  const count = problem?.errors.length ?? 0;
  return count === 0 || shown < count ? problemNote(problem) : html`
    <div class="note bad" role="alert">${icon('warning')}<div>${plural(count, 'field needs', 'fields need')} another value: the reason is below each.</div></div>`;
}

/**
 * @param {'number' | 'integers' | 'text'} kind
 * @param {string} text
 * @returns {any} text that is no number as it is: the service says what is wrong with it
 */
function parse(kind, text) {
  if (text === '') {
    return undefined;
  }
  if (kind === 'text') {
    return text;
  }
  return kind === 'integers' ? text.split(/[\s,]+/).filter(part => part !== '').map(number) : number(text);
}

/** @param {string} text */
function number(text) {
  const value = Number(text.replace(',', '.'));
  return Number.isNaN(value) ? text : value;
}
