import {html, nothing} from 'lit';
import {setting} from '../format.js';

/**
 * An order to train or to search, as it is sent.
 *
 * @typedef {object} Order
 * @property {string} [preset]
 * @property {Record<string, any>} [hyperparameters]
 * @property {string} [protocol]
 * @property {Record<string, any>} [split]
 * @property {any} [threshold]
 * @property {any} [seed]
 * @property {string} [promote]
 * @property {number} [warmStart]
 * @property {Record<string, any>} [budget]
 *
 * @typedef {import('../api/types.js').AlgorithmOverview} AlgorithmOverview
 */

/** @type {import('./order-fields.js').Field} */
export const BUDGET_AUTO = {name: 'budget.minutes', label: 'Minutes', placeholder: '15',
  hint: 'For everything: contenders, search, final training and evaluation. Kept to within a tenth.'};

/** @type {import('./order-fields.js').Field[]} */
export const BUDGET_SEARCH = [
  {name: 'budget.trials', label: 'Settings to try', placeholder: '20', hint: 'Most are trained for a quarter of their epochs, the best ones for longer.'},
  {name: 'budget.minutes', label: 'Minutes', placeholder: '0', hint: 'After them no further training starts. 0: no limit.'},
];

/**
 * @param {Order} order
 * @param {string} name such as split.k
 * @returns {any}
 */
export function valueAt(order, name) {
  const [group = '', field] = name.split('.', 2);
  const value = /** @type {Record<string, any>} */ (order)[group];
  return field === undefined ? value : value?.[field];
}

/**
 * @param {Order} order
 * @param {string} name such as split.k
 * @param {any} value undefined to remove it
 * @returns {Order} a changed copy
 */
export function withValue(order, name, value) {
  const [group = '', field] = name.split('.', 2);
  const changed = field === undefined ? value : without({.../** @type {Record<string, any>} */ (order)[group], [field]: value});
  return without({...order, [group]: changed});
}

/**
 * The JSON of the request: a search accepts no initial weights, and no values for what it searches.
 *
 * @param {Order} order
 * @param {boolean} search
 * @returns {Order}
 */
export function jsonOf({warmStart, budget, ...order}, search) {
  return search || warmStart === undefined
    ? {...order, ...(budget === undefined ? {} : {budget})}
    : {...order, warmStart};
}

/** @param {Record<string, any>} values */
const without = values => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/**
 * The settings of an algorithm with the values of a preset as defaults.
 *
 * @param {AlgorithmOverview} algorithm
 * @param {string | undefined} preset
 */
export const specsOf = ({hyperparameters, presets}, preset) =>
  hyperparameters.map(spec => ({...spec, defaultValue: presets[preset ?? '']?.[spec.name] ?? spec.defaultValue}));

/** @type {Record<string, string>} */
const PRESETS = {
  '': 'What the service recommends.',
  ranking: 'Ranks the items that a user has not rated.',
  'rating-prediction': 'Predicts the values of future ratings.',
  notebook: 'Exactly the model of the notebook, measured as there.',
};

/**
 * @param {AlgorithmOverview} algorithm
 * @param {string | undefined} chosen
 * @param {(preset: string | undefined) => void} choose
 * @param {string | undefined} problem
 */
export function presetCard({presets}, chosen, choose, problem) {
  const names = Object.keys(presets);
  return names.length === 0 ? nothing : html`
    <section class="card"><header><h2>Preset</h2></header>
      <fieldset class="body presets"><legend class="visually-hidden">Preset</legend>
        ${['', ...names].map(name => html`
          <div><label class="check"><input type="radio" name="preset" .checked=${(chosen ?? '') === name}
            aria-describedby=${PRESETS[name] ? `preset-${name}` : nothing} @change=${() => choose(name === '' ? undefined : name)}>
            ${name === '' ? 'defaults' : name}</label>
            ${PRESETS[name] ? html`<span class="hint" id="preset-${name}">${PRESETS[name]}</span>` : nothing}</div>`)}
        ${problem ? html`<span class="wrong">${problem}</span>` : nothing}
      </fieldset></section>`;
}

/** @param {AlgorithmOverview} algorithm */
export const searchSpace = algorithm => html`
  <section class="card"><header><h2>Search space</h2></header>
    <div class="table-scroll" tabindex="0" role="region" aria-label="Search space">
      <table><thead><tr><th scope="col">Setting</th><th scope="col">Values</th><th scope="col" class="number">Default</th></tr></thead>
        <tbody>${algorithm.hyperparameters.filter(spec => spec.tune !== '').map(spec => html`
          <tr><th scope="row" title=${spec.description}>${spec.name}</th><td>${rangeText(spec.tune)}</td><td class="number">${setting(spec.defaultValue)}</td></tr>`)}
        </tbody></table>
    </div></section>`;

/** @param {string} tune such as 0.01..0.2 log, 50..500, or 200 | 600 | 600,200 */
function rangeText(tune) {
  const range = /^(\S+)\.\.(\S+)( log)?$/.exec(tune);
  return range ? `${range[1]} to ${range[2]}${range[3] ? ', logarithmic' : ''}`
    : tune.split('|').map(choice => choice.trim().replaceAll(',', ', ').replace(/^-$/, 'none')).join(' or ');
}
