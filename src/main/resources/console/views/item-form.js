import {html, nothing} from 'lit';
import {path, put} from '../api/client.js';
import '../parts/attribute-editor.js';
import {field, marks} from '../parts/field.js';
import {View} from '../parts/view.js';
import {focusWrong, formProblem} from './order-fields.js';

/** @typedef {import('../api/types.js').Item} Item */

const TIME_HINT = 'In the time zone of this browser; empty: no limit.';
const NO_ATTRIBUTES = {};

/** The fields of an item, to change them or to add an item. Sends the events saved, with the item, and closed. */
class ItemForm extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {item: {attribute: false}, shown: {state: true}};

  constructor() {
    super();
    /** @type {Item | null} null for a new item */
    this.item = null;
    /** How many problems are shown at fields. */
    this.shown = 0;
  }

  render() {
    const item = this.item;
    return html`
      <form class="card" @submit=${this.submit}>
        <header><h2>${item === null ? 'A new item' : 'Change this item'}</h2></header>
        <div class="body stack">
          ${formProblem(this.problem, this.shown)}
          <div class="item-fields">
            ${item === null ? this.input({name: 'id', label: 'Id', most: 200, required: true}) : nothing}
            ${this.input({name: 'title', label: 'Title', value: item?.title ?? '', most: 500, required: true})}
            ${this.input({name: 'year', label: 'Year', value: String(item?.year ?? ''), pattern: '[0-9]{1,4}'})}
            ${this.input({name: 'categories', label: 'Categories', value: item?.categories.join(', ') ?? '', hint: 'Separated by commas'})}
          </div>
          ${this.description()}
          <div class="item-fields">
            ${this.time('availableFrom', 'Available from')}
            ${this.time('availableUntil', 'Available until')}
          </div>
          <attribute-editor .stored=${item?.attributes ?? NO_ATTRIBUTES} .errors=${this.problem?.errors ?? []}></attribute-editor>
          <div class="actions">
            <button class="button primary" ?disabled=${this.busy}>Save</button>
            <button class="button" type="button" @click=${() => this.dispatchEvent(new Event('closed'))}>Do nothing</button>
          </div>
        </div>
      </form>`;
  }

  /** @param {{name: string, label: string, value?: string, hint?: string, most?: number, pattern?: string, required?: boolean}} options */
  input({name, label, value = '', hint, most = 5000, pattern, required = false}) {
    const text = {id: `item-${name}`, label, hint, problem: this.fault(name)};
    const {described, invalid} = marks(text);
    return field(text, html`<input id=${text.id} name=${name} autocomplete="off" ?required=${required} maxlength=${most} pattern=${pattern ?? nothing}
      inputmode=${pattern ? 'numeric' : nothing} aria-describedby=${described} aria-invalid=${invalid} .value=${value}>`);
  }

  description() {
    const text = {id: 'item-description', label: 'Description', problem: this.fault('description')};
    const {described, invalid} = marks(text);
    return field(text, html`<textarea id=${text.id} name="description" rows="2" maxlength="10000" aria-describedby=${described} aria-invalid=${invalid}
      .value=${this.item?.description ?? ''}></textarea>`);
  }

  /**
   * @param {'availableFrom' | 'availableUntil'} name
   * @param {string} label
   */
  time(name, label) {
    const text = {id: `item-${name}`, label, hint: TIME_HINT, problem: this.fault(name)};
    const {described, invalid} = marks(text);
    return field(text, html`<input id=${text.id} name=${name} type="datetime-local" step="1" min="0001-01-01T00:00" max="9999-12-31T00:00"
      aria-describedby=${described} aria-invalid=${invalid} .value=${local(this.item?.[name] ?? null)}>`);
  }

  /** @param {string} name of a field; a category of the list has the number of its place */
  fault(name) {
    return this.problem?.errors.find(error => error.field.replace(/\[\d+\].*$/, '') === name)?.message;
  }

  /** @returns {import('../parts/attribute-editor.js').AttributeEditor | null} */
  get editor() {
    return /** @type {any} */ (this.querySelector('attribute-editor'));
  }

  firstUpdated() {
    this.querySelector('input')?.focus();
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const attributes = this.editor?.read() ?? null;
    if (attributes === null) {
      await this.editor?.updateComplete;
      focusWrong(this);
      return;
    }
    const values = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const text = (/** @type {string} */ name) => String(values.get(name) ?? '').trim();
    const {id = String(values.get('id')), ...present} = this.item ?? {};
    // The service replaces the whole item: what this form does not know stays as it is.
    const saved = await this.attempt(() => put(path`/items/${id}`, {
      ...present,
      title: text('title'),
      year: text('year') === '' ? null : Number(text('year')),
      categories: this.categoriesOf(text('categories')),
      description: this.descriptionOf(String(values.get('description') ?? '')),
      availableFrom: this.timeOf('availableFrom', text('availableFrom')),
      availableUntil: this.timeOf('availableUntil', text('availableUntil')),
      attributes,
    }));
    if (saved) {
      this.dispatchEvent(new CustomEvent('saved', {detail: saved}));
      return;
    }
    await this.updateComplete;
    await this.editor?.updateComplete;
    this.shown = focusWrong(this);
  }

  /** @param {string} text of the form; a category may itself contain a comma */
  categoriesOf(text) {
    return this.item !== null && text === this.item.categories.join(', ').trim() ? this.item.categories
      : text.split(',').map(category => category.trim()).filter(category => category !== '');
  }

  /** @param {string} text of the form, which has other line ends than the stored one may have */
  descriptionOf(text) {
    const present = this.item?.description ?? null;
    const written = text.replaceAll('\r\n', '\n');
    return written === (present ?? '').replaceAll('\r\n', '\n') ? present : written.trim() === '' ? null : written;
  }

  /**
   * @param {'availableFrom' | 'availableUntil'} name
   * @param {string} text of the form, in whole seconds
   */
  timeOf(name, text) {
    const present = this.item?.[name] ?? null;
    const written = text === '' ? null : new Date(text);
    return written === null || written.getTime() === new Date(local(present)).getTime() ? written && present : written.toISOString();
  }
}

/** @param {string | null} time as a field shows it, in the time zone of the browser */
function local(time) {
  if (time === null) {
    return '';
  }
  const date = new Date(time);
  const two = (/** @type {number} */ number) => String(number).padStart(2, '0');
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

customElements.define('item-form', ItemForm);
