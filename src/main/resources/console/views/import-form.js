import {html, nothing} from 'lit';
import {exact} from '../format.js';
import {COLUMNS, KINDS, detectedOf} from './import-options.js';

/**
 * The form that corrects how a file is read.
 *
 * @typedef {import('../api/types.js').ImportCheck} ImportCheck
 * @typedef {import('./import-draft.js').Options} Options
 * @typedef {import('./import-options.js').Kind} Kind
 * @typedef {{kind: Kind, check: ImportCheck, options: Options, types?: string[], change: (changes: Options) => void}} FormParts
 */

/** @param {Event} event */
const valueOf = event => /** @type {HTMLInputElement | HTMLSelectElement} */ (event.target).value.trim();

/**
 * @param {Kind} present
 * @param {(kind: Kind) => void} choose
 */
export const kindChoice = (present, choose) => html`
  <fieldset class="kinds">
    <legend class="visually-hidden">Kind of rows</legend>
    ${KINDS.map(({kind, title, text}) => html`
      <label class="kind">
        <input type="radio" name="kind" value=${kind} .checked=${kind === present} @change=${() => choose(kind)}>
        <span><b>${title}</b><span class="muted">${text}</span></span>
      </label>`)}
  </fieldset>`;

/**
 * Whether a row is about a user and an item at a time.
 *
 * @param {Kind} kind
 */
const ofEvents = kind => kind === 'ratings' || kind === 'interactions';

/** @param {FormParts} parts */
export function mappingForm({kind, check, options, types = [], change}) {
  const columns = check.preview?.columns ?? [];
  const withoutHeader = check.preview?.text.header === false;
  const oneType = kind === 'interactions' && options.type !== undefined;
  return html`
    <div class="form-row mapping">
      ${COLUMNS[kind].filter(({option}) => !(oneType && option === 'typeColumn')).map(({option, key, label}) => {
        const found = detectedOf(check, kind)?.columns[key];
        const missing = options[option] === undefined && check.problems.some(problem => new RegExp(`There is no (column|field) ${key}(Id)?\\b`).test(problem));
        return html`
          <div class="field">
            <label for=${option}>${label}</label>
            <select id=${option} aria-invalid=${missing ? 'true' : nothing} @change=${(/** @type {Event} */ event) => change({[option]: valueOf(event)})}>
              <option value="" .selected=${options[option] === undefined}>${missing ? 'choose the column' : unchosen(found, options[option] ?? (check.detected === null ? '' : undefined), withoutHeader)}</option>
              ${columns.map(column => html`
                <option value=${column} .selected=${options[option] === column}>${columnName(column, withoutHeader)}</option>`)}
            </select>
          </div>`;
      })}
      ${kind === 'interactions' ? html`
        <div class="field">
          <label for="type">Type of all rows</label>
          <select id="type" @change=${(/** @type {Event} */ event) => change({type: valueOf(event)})}>
            <option value="" .selected=${options.type === undefined}>as the column says</option>
            ${types.map(type => html`<option value=${type} .selected=${options.type === type}>${type}</option>`)}
          </select>
        </div>` : nothing}
      ${kind === 'ratings' ? scaleFields(check, options, change) : nothing}
      ${ofEvents(kind) ? nothing : html`
        <div class="field">
          <label for="attributeColumns">Columns of attributes</label>
          <input id="attributeColumns" autocomplete="off" spellcheck="false" .value=${options.attributeColumns ?? ''}
            placeholder=${kind === 'items' ? 'price,brand:text' : 'age,likes:list'}
            @change=${(/** @type {Event} */ event) => change({attributeColumns: valueOf(event)})}>
        </div>`}
    </div>
    ${ofEvents(kind) ? html`
      <label class="check">
        <input type="checkbox" .checked=${options.unknownItems === 'create'} @change=${(/** @type {Event} */ event) =>
          change({unknownItems: /** @type {HTMLInputElement} */ (event.target).checked ? 'create' : ''})}>
        Create items that are missing in the catalogue, with their id as title
      </label>` : nothing}`;
}

/**
 * @param {string | undefined} found
 * @param {string | undefined} chosen
 * @param {boolean} withoutHeader
 */
function unchosen(found, chosen, withoutHeader) {
  if (chosen !== undefined) {
    return 'recognise it';
  }
  return found === undefined ? 'no column' : `${columnName(found, withoutHeader)} (recognised)`;
}

/**
 * @param {string} column
 * @param {boolean} withoutHeader
 */
export const columnName = (column, withoutHeader) => (withoutHeader ? `Column ${column}` : column);

/**
 * @param {ImportCheck} check
 * @param {Options} options
 * @param {(changes: Options) => void} change
 */
function scaleFields({sample}, options, change) {
  const seen = sample.lowestRating === null ? nothing : html`
    <span class="hint" id="scale-hint">First rows: ${exact(sample.lowestRating)} to ${exact(sample.highestRating)}</span>`;
  /** @param {string} option */
  const number = option => html`
    <input id=${option} inputmode="decimal" autocomplete="off" .value=${options[option] ?? ''} aria-label="${option === 'scaleMinimum' ? 'Lowest' : 'Highest'} rating of the file’s scale"
      placeholder=${option === 'scaleMinimum' ? 'lowest' : 'highest'} aria-describedby=${seen === nothing ? nothing : 'scale-hint'}>`;
  return html`
    <fieldset class="field" @change=${(/** @type {Event} */ event) => {
      const fields = /** @type {HTMLElement} */ (event.currentTarget).querySelectorAll('input');
      const [low = '', high = ''] = [...fields].map(field => field.value.trim().replace(',', '.'));
      if ((low === '') === (high === '')) {
        change({scaleMinimum: low, scaleMaximum: high});
      }
    }}>
      <legend class="field-label">Scale, if it is another one</legend>
      <div class="pair">${number('scaleMinimum')}<span>to</span>${number('scaleMaximum')}</div>
      ${seen}
    </fieldset>`;
}

const FORMATS = [['csv', 'CSV'], ['ndjson', 'JSON lines']];
const YES_NO = [['true', 'yes'], ['false', 'no']];

/** @param {FormParts} parts */
export function moreOptions({kind, check, options, change}) {
  const text = check.preview?.text;
  const times = detectedOf(check, kind)?.timestampFormat;
  /**
   * @param {string} option
   * @param {string} label
   * @param {string[][]} choices
   * @param {string | null | undefined} found
   */
  const choice = (option, label, choices, found) => html`
    <div class="field">
      <label for=${option}>${label}</label>
      <select id=${option} @change=${(/** @type {Event} */ event) => change({[option]: valueOf(event)})}>
        <option value="" .selected=${options[option] === undefined}>${found ? `${found} (recognised)` : 'recognise it'}</option>
        ${choices.map(([value, name]) => html`<option value=${value} .selected=${options[option] === value}>${name}</option>`)}
      </select>
    </div>`;
  /**
   * @param {string} option
   * @param {string} label
   * @param {string} found
   * @param {string} hint
   */
  const field = (option, label, found, hint) => html`
    <div class="field">
      <label for=${option}>${label}</label>
      <input id=${option} autocomplete="off" spellcheck="false" .value=${options[option] ?? ''} placeholder=${found} aria-describedby="${option}-hint"
        @change=${(/** @type {Event} */ event) => change({[option]: valueOf(event)})}>
      <span class="hint" id="${option}-hint">${hint}</span>
    </div>`;
  const isCsv = text?.format !== 'NDJSON';
  return html`
    <details class="card more">
      <summary>More options: text, times, strictness</summary>
      <div class="body stack">
        <div class="setting-fields">
          ${choice('format', 'Format', FORMATS, text && (isCsv ? 'CSV' : 'JSON lines'))}
          ${field('encoding', 'Encoding', text?.encoding ?? '', 'Such as UTF-8, windows-1252 or UTF-16LE.')}
          ${isCsv ? field('delimiter', 'Delimiter', delimiterName(text?.delimiter), 'Between the columns; “tab” for a tab.') : nothing}
          ${isCsv ? choice('header', 'First row names the columns', YES_NO, text && (text.header ? 'yes' : 'no')) : nothing}
          ${!ofEvents(kind)
            ? field('categorySeparator', kind === 'items' ? 'Between categories' : 'Between the texts of a list', '|', 'Such as a comma or a semicolon.')
            : field('timestampFormat', 'Format of times', times ?? '', 'epoch-seconds, epoch-millis, iso, excel, year or a pattern such as dd.MM.yyyy HH:mm.')}
        </div>
        <label class="check">
          <input type="checkbox" .checked=${options.strict === 'true'} @change=${(/** @type {Event} */ event) =>
            change({strict: /** @type {HTMLInputElement} */ (event.target).checked ? 'true' : ''})}>
          One invalid row fails the whole import
        </label>
      </div>
    </details>`;
}

/** @param {string | null | undefined} delimiter */
const delimiterName = delimiter => (delimiter === '\t' ? 'tab' : delimiter ?? '');
