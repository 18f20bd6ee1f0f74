import {html, nothing} from 'lit';
import {get, path} from '../api/client.js';

/**
 * The arms of a new experiment as a form edits them.
 *
 * @typedef {{name: string, share: string, list: string}} ArmDraft `share` in percent; `list` is the value of a choice
 * @typedef {{value: string, label: string}} Choice of the lists of an arm
 * @typedef {{scenarios: Choice[], models: Choice[], versions: Choice[]}} Choices
 */

export const FEWEST = 2;
export const MOST = 5;
const LATEST = 5;

/**
 * The scenarios, the models with an active version, and the latest versions of all models.
 *
 * @param {AbortSignal} signal
 * @returns {Promise<Choices>}
 */
export async function loadArmChoices(signal) {
  const [scenarios, models] = await Promise.all([get('/scenarios', {size: 100}, signal), get('/models', {size: 100}, signal)]);
  /** @type {import('../api/types.js').AlgorithmOverview[]} */
  const trained = models.items.filter((/** @type {{versions: number}} */ one) => one.versions > 0);
  const versions = await Promise.all(trained.map(one => get(path`/models/${one.algorithm}/versions`, {size: LATEST}, signal)
    .then(page => page.items.map((/** @type {{version: number}} */ {version}) =>
      ({value: `model:${one.algorithm}:${version}`, label: `${one.algorithm} version ${version}`})))));
  return {
    scenarios: scenarios.items.map((/** @type {{name: string}} */ {name}) => ({value: `scenario:${name}`, label: name})),
    models: trained.filter(one => one.activeVersion !== null).map(one => ({value: `model:${one.algorithm}`, label: `${one.algorithm}, the active version`})),
    versions: versions.flat(),
  };
}

/** @param {number} count */
export function equalShares(count) {
  const share = Math.floor(1000 / count) / 10;
  return Array.from({length: count}, (_, index) => String(index < count - 1 ? share : Math.round((100 - share * (count - 1)) * 10) / 10));
}

/** @param {ArmDraft[]} arms */
export const sumOf = arms => Math.round(arms.reduce((sum, arm) => sum + Number(arm.share), 0) * 1000) / 1000;

/**
 * The arm in a request. A share that is no number is sent as it is: the service says what is wrong with it.
 *
 * @param {ArmDraft} arm
 */
export function armBody({name, share, list}) {
  const [kind, target, version] = list.split(':');
  const percent = Number(share.replace(',', '.'));
  return {
    name: name.trim(),
    share: share.trim() === '' ? null : Number.isNaN(percent) ? share : Math.round(percent * 1e6) / 1e8,
    ...(kind === 'scenario' ? {scenario: target} : {}),
    ...(kind === 'model' ? {model: target} : {}),
    ...(version === undefined ? {} : {version: Number(version)}),
  };
}

/**
 * @param {ArmDraft} arm
 * @param {number} index
 * @param {Choices} choices
 * @param {{change: (part: Partial<ArmDraft>) => void, remove: (() => void) | null, problem: (field: string) => string | undefined}} options
 */
export function armFields(arm, index, choices, {change, remove, problem}) {
  const id = `arm-${index}`;
  const name = index === 0 ? 'the control' : `arm ${index + 1}`;
  return html`
    <fieldset class="arm-fields">
      <legend class="visually-hidden">${name}</legend>
      ${input(`${id}-name`, index === 0 ? 'Name of the control' : `Name of arm ${index + 1}`, arm.name, value => change({name: value}), problem('name'))}
      <div class="field"><label for="${id}-list">Its lists</label>
        <select id="${id}-list" aria-invalid=${listProblem(problem) ? 'true' : nothing} aria-describedby=${listProblem(problem) ? `${id}-list-wrong` : nothing}
          @change=${(/** @type {Event} */ event) => change({list: valueOf(event)})}>
          <option value="" .selected=${arm.list === ''}>the list as it is</option>
          ${group('Scenarios', choices.scenarios, arm.list)}${group('Models', choices.models, arm.list)}${group('Versions', choices.versions, arm.list)}
        </select>
        ${wrong(`${id}-list`, listProblem(problem))}</div>
      ${input(`${id}-share`, 'Share in %', arm.share, value => change({share: value}), problem('share'), 'decimal')}
      <button class="button plain" type="button" aria-label="Remove ${name}" ?disabled=${remove === null} @click=${() => remove?.()}>Remove</button>
    </fieldset>`;
}

/** @param {(field: string) => string | undefined} problem */
const listProblem = problem => problem('scenario') ?? problem('model') ?? problem('version');

/**
 * @param {string} id
 * @param {string} label
 * @param {string} value
 * @param {(value: string) => void} change
 * @param {string | undefined} problem
 * @param {'text' | 'decimal'} [mode]
 */
const input = (id, label, value, change, problem, mode = 'text') => html`
  <div class="field"><label for=${id}>${label}</label>
    <input id=${id} .value=${value} required maxlength="100" inputmode=${mode} autocomplete="off" spellcheck="false"
      aria-invalid=${problem ? 'true' : nothing} aria-describedby=${problem ? `${id}-wrong` : nothing}
      @input=${(/** @type {Event} */ event) => change(valueOf(event))}>
    ${wrong(id, problem)}</div>`;

/**
 * @param {string} id
 * @param {string | undefined} problem
 */
export const wrong = (id, problem) => (problem ? html`<span class="wrong" id="${id}-wrong">${problem}</span>` : nothing);

/**
 * @param {string} label
 * @param {Choice[]} choices
 * @param {string} chosen
 */
const group = (label, choices, chosen) => (choices.length === 0 ? nothing : html`
  <optgroup label=${label}>${choices.map(({value, label: name}) => html`<option value=${value} .selected=${value === chosen}>${name}</option>`)}</optgroup>`);

/** @param {Event} event */
const valueOf = event => /** @type {HTMLInputElement} */ (event.target).value;
