import {LitElement, html, nothing} from 'lit';
import {KINDS, problemsOf, readRows, rowsOf} from './attribute-rows.js';
import {valueOf} from './field.js';
import {icon} from './icons.js';

/**
 * @typedef {import('../api/types.js').Attributes} Attributes
 * @typedef {import('./attribute-rows.js').Row} Row
 */

/** The fields of the attributes of an item or a user: one row for each, with its name, its type and its value. */
export class AttributeEditor extends LitElement {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {stored: {attribute: false}, errors: {attribute: false}, rows: {state: true}, problems: {state: true}};

  constructor() {
    super();
    /** @type {Attributes} as they are stored */
    this.stored = {};
    /** @type {{field: string, message: string}[]} of the service */
    this.errors = [];
    /** @type {Row[]} */
    this.rows = [];
    /** @type {Record<number, string>} by row */
    this.problems = {};
  }

  createRenderRoot() {
    return this;
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('stored')) {
      this.rows = rowsOf(this.stored);
      this.problems = {};
    }
    if (changed.has('errors')) {
      this.problems = problemsOf(this.rows, this.errors);
    }
  }

  /** @returns {Attributes | null} null if a row is wrong, which is shown there */
  read() {
    const {attributes, problems} = readRows(this.rows);
    this.problems = problems;
    return Object.keys(problems).length === 0 ? attributes : null;
  }

  /**
   * @param {number} index
   * @param {Partial<Row>} change
   */
  change(index, change) {
    this.rows = this.rows.map((row, at) => {
      if (at !== index) {
        return row;
      }
      const {value, ...rest} = {...row, ...change};
      return value === undefined || 'text' in change || 'kind' in change ? rest : {...rest, value};
    });
  }

  async add() {
    this.rows = [...this.rows, {name: '', kind: 'text', text: ''}];
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector('li:last-child input'))?.focus();
  }

  /** @param {number} index */
  async drop(index) {
    this.rows = this.rows.filter((_, at) => at !== index);
    this.problems = {};
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector('.add'))?.focus();
  }

  render() {
    return html`
      <fieldset class="attribute-rows">
        <legend>Attributes</legend>
        ${this.rows.length === 0 ? html`<p class="hint">None. Filters and boosts read attributes, such as a price.</p>` : html`
          <ul>${this.rows.map((row, index) => this.row(row, index))}</ul>`}
        <button class="button little add" type="button" @click=${this.add}>${icon('plus', 14)}Add an attribute</button>
      </fieldset>`;
  }

  /**
   * @param {Row} row
   * @param {number} index
   */
  row(row, index) {
    const problem = this.problems[index];
    const called = row.name === '' ? `attribute ${index + 1}` : row.name;
    const invalid = problem ? 'true' : nothing;
    const described = problem ? `attribute-${index}-wrong` : nothing;
    return html`
      <li>
        <input class="mono" aria-label="Name of ${called}" placeholder="name" maxlength="64" autocomplete="off" spellcheck="false" .value=${row.name}
          aria-invalid=${invalid} aria-describedby=${described} @input=${(/** @type {Event} */ event) => this.change(index, {name: valueOf(event)})}>
        <select aria-label="Type of ${called}" @change=${(/** @type {Event} */ event) => this.retype(index, valueOf(event))}>
          ${KINDS.map(([kind, label]) => html`<option value=${kind} .selected=${kind === row.kind}>${label}</option>`)}
        </select>
        ${this.value(row, index, {called, invalid, described})}
        <button class="button plain" type="button" @click=${() => this.drop(index)}>${icon('close', 14)}<span class="visually-hidden">Remove ${called}</span></button>
        ${problem ? html`<span class="wrong" id="attribute-${index}-wrong">${called} ${problem}</span>` : nothing}
      </li>`;
  }

  /**
   * @param {number} index
   * @param {string} kind
   */
  retype(index, kind) {
    const text = this.rows[index]?.text ?? '';
    this.change(index, {kind: /** @type {Row['kind']} */ (kind), text: kind === 'boolean' && text !== 'false' ? 'true' : text});
  }

  /**
   * @param {Row} row
   * @param {number} index
   * @param {{called: string, invalid: any, described: any}} marks
   */
  value({kind, text}, index, {called, invalid, described}) {
    const edit = (/** @type {Event} */ event) => this.change(index, {text: valueOf(event)});
    if (kind === 'boolean') {
      return html`<select aria-label="Value of ${called}" aria-invalid=${invalid} aria-describedby=${described} @change=${edit}>
        ${[['true', 'yes'], ['false', 'no']].map(([value, label]) => html`<option value=${value} .selected=${value === text}>${label}</option>`)}</select>`;
    }
    if (kind === 'list' || text.includes('\n')) {
      return html`<textarea rows="2" aria-label="Value of ${called}${kind === 'list' ? ', one text in each line' : ''}" aria-invalid=${invalid} aria-describedby=${described}
        placeholder=${kind === 'list' ? 'one text in each line' : ''} .value=${text} @input=${edit}></textarea>`;
    }
    return html`<input aria-label="Value of ${called}" placeholder="value" inputmode=${kind === 'number' ? 'decimal' : 'text'} autocomplete="off"
      aria-invalid=${invalid} aria-describedby=${described} .value=${text} @input=${edit}>`;
  }
}

customElements.define('attribute-editor', AttributeEditor);
