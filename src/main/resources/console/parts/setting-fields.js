import {html, nothing} from 'lit';
import {exact, setting} from '../format.js';

/**
 * The fields of a form, generated from the published hyper-parameters of an algorithm.
 *
 * @typedef {import('../api/types.js').HyperparameterSpec} HyperparameterSpec
 */

/**
 * @param {HyperparameterSpec[]} specs
 * @param {Record<string, any>} values the settings that differ from the defaults
 * @param {(name: string, value: any) => void} change with undefined if the field is empty, so that the default applies
 * @param {Record<string, string>} [problems] by name
 */
export const settingFields = (specs, values, change, problems = {}) => html`
  <div class="setting-fields">
    ${specs.map(spec => html`
      <div class="field">
        <label for="setting-${spec.name}">${spec.name}</label>
        ${control(spec, values[spec.name], value => change(spec.name, value), problems[spec.name])}
        <span class="hint" id="setting-${spec.name}-hint">${spec.description} ${range(spec)}</span>
        ${problems[spec.name] ? html`<span class="wrong" id="setting-${spec.name}-wrong">${problems[spec.name]}</span>` : nothing}
      </div>`)}
  </div>`;

/**
 * @param {HyperparameterSpec} spec
 * @param {any} value
 * @param {(value: any) => void} change
 * @param {string | undefined} problem
 */
function control(spec, value, change, problem) {
  const id = `setting-${spec.name}`;
  const described = problem ? `${id}-wrong ${id}-hint` : `${id}-hint`;
  const invalid = problem ? 'true' : nothing;
  if (spec.kind === 'choice' || spec.kind === 'boolean') {
    const choices = spec.kind === 'boolean' ? ['true', 'false'] : spec.choices;
    return html`
      <select id=${id} aria-describedby=${described} aria-invalid=${invalid} @change=${(/** @type {Event} */ event) => {
        const text = /** @type {HTMLSelectElement} */ (event.target).value;
        change(text === '' ? undefined : spec.kind === 'boolean' ? text === 'true' : text);
      }}>
        <option value="" ?selected=${value === undefined}>default (${setting(spec.defaultValue)})</option>
        ${choices.map(choice => html`<option value=${choice} ?selected=${String(value) === choice}>${choice}</option>`)}
      </select>`;
  }
  return html`
    <input id=${id} aria-describedby=${described} aria-invalid=${invalid} .value=${value === undefined ? '' : written(spec.kind, value)}
      inputmode=${spec.kind === 'integers' || spec.kind === 'texts' ? 'text' : 'decimal'} placeholder=${written(spec.kind, spec.defaultValue)} autocomplete="off"
      @change=${(/** @type {Event} */ event) => change(parse(spec.kind, /** @type {HTMLInputElement} */ (event.target).value))}>`;
}

/**
 * @param {HyperparameterSpec['kind']} kind
 * @param {any} value
 * @returns {string} the text that `parse` reads
 */
function written(kind, value) {
  return kind === 'texts' && Array.isArray(value) ? value.join('; ') : setting(value);
}

/**
 * @param {HyperparameterSpec['kind']} kind
 * @param {string} text
 * @returns {any} text that is no number as it is: the service says what is wrong with it
 */
function parse(kind, text) {
  const trimmed = text.trim();
  if (trimmed === '') {
    return undefined;
  }
  if (kind === 'integers') {
    return trimmed.split(/[\s,]+/).filter(part => part !== '').map(number);
  }
  if (kind === 'texts') {
    return trimmed.split(';').map(part => part.trim()).filter(part => part !== '');
  }
  return number(trimmed);
}

/** @param {string} text */
function number(text) {
  const value = Number(text.replace(',', '.'));
  return Number.isNaN(value) ? text : value;
}

/** @param {HyperparameterSpec} spec */
function range({min, max}) {
  if (min === null && max === null) {
    return nothing;
  }
  return max === null ? html`At least ${exact(min)}.` : min === null ? html`At most ${exact(max)}.` : html`${exact(min)} to ${exact(max)}.`;
}
