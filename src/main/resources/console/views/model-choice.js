import {html, nothing} from 'lit';
import {get, path} from '../api/client.js';

/**
 * The models that a list can come from.
 *
 * @typedef {object} Choice
 * @property {string} model as in the parameter `models` of a comparison: an algorithm, or algorithm:version
 * @property {string} label
 * @property {boolean} active whether it is in service
 */

const MOST_VERSIONS = 5;

/**
 * The active version of each algorithm, the default first, then the latest of the other versions.
 *
 * @param {AbortSignal} signal
 * @returns {Promise<Choice[]>}
 */
export async function loadChoices(signal) {
  /** @type {import('../api/types.js').AlgorithmOverview[]} */
  const algorithms = (await get('/models', {size: 100}, signal)).items;
  const active = algorithms.filter(one => one.activeVersion !== null).sort((one, other) => Number(other.default) - Number(one.default));
  const others = await Promise.all(algorithms.filter(one => one.versions > (one.activeVersion === null ? 0 : 1))
    .map(async one => {
      const {items} = await get(path`/models/${one.algorithm}/versions`, {size: MOST_VERSIONS}, signal);
      return items.filter((/** @type {{version: number}} */ version) => version.version !== one.activeVersion)
        .map((/** @type {{version: number}} */ {version}) =>
          ({model: `${one.algorithm}:${version}`, label: `${one.algorithm} version ${version}`, active: false}));
    }));
  return [
    ...active.map(one => ({model: one.algorithm, label: one.algorithm, active: true})),
    ...others.flat(),
  ];
}

/**
 * @param {{name: string, label: string, choices: Choice[], chosen: string | undefined, change: (event: Event) => void, none?: string | undefined}} options
 *     none: the label of the choice of no model, if that can be chosen
 */
export function modelSelect({name, label, choices, chosen, change, none}) {
  if (choices.length === 0) {
    return nothing;
  }
  const option = (/** @type {Choice} */ choice) => html`<option value=${choice.model} ?selected=${choice.model === chosen}>${choice.label}</option>`;
  const others = choices.filter(choice => !choice.active);
  return html`
    <div class="field"><label for=${name}>${label}</label>
      <select id=${name} name=${name} @change=${change}>
        ${none === undefined ? nothing : html`<option value="" ?selected=${chosen === undefined}>${none}</option>`}
        ${choices.filter(choice => choice.active).map(option)}
        ${others.length === 0 ? nothing : html`<optgroup label="Not in service">${others.map(option)}</optgroup>`}
      </select>
    </div>`;
}
