import {html, nothing} from 'lit';
import {path, put} from '../api/client.js';
import {problemNote} from '../parts/page.js';
import {View} from '../parts/view.js';

/** @typedef {import('../api/types.js').Item} Item */

/** The attributes of an item, to change them or to add an item. Sends the events saved, with the item, and closed. */
class ItemForm extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {item: {attribute: false}};

  constructor() {
    super();
    /** @type {Item | null} null for a new item */
    this.item = null;
  }

  render() {
    const item = this.item;
    return html`
      <form class="card" @submit=${this.submit}>
        <header><h2>${item === null ? 'A new item' : 'Change this item'}</h2></header>
        <div class="body stack">
          ${problemNote(this.problem)}
          <div class="form-row">
            ${item === null ? html`<div class="field"><label for="item-id">Id</label><input id="item-id" name="id" required maxlength="200" autocomplete="off" spellcheck="false"></div>` : nothing}
            <div class="field"><label for="item-title">Title</label><input id="item-title" name="title" required maxlength="500" autocomplete="off" .value=${item?.title ?? ''}></div>
            <div class="field"><label for="item-year">Year</label><input id="item-year" name="year" inputmode="numeric" pattern="[0-9]{1,4}" autocomplete="off" .value=${String(item?.year ?? '')}></div>
          </div>
          <div class="field"><label for="item-categories">Categories</label>
            <input id="item-categories" name="categories" autocomplete="off" aria-describedby="item-categories-hint" .value=${item?.categories.join(', ') ?? ''}>
            <span class="hint" id="item-categories-hint">Separated by commas</span></div>
          <div class="actions">
            <button class="button primary" ?disabled=${this.busy}>Save</button>
            <button class="button" type="button" @click=${() => this.dispatchEvent(new Event('closed'))}>Do nothing</button>
          </div>
        </div>
      </form>`;
  }

  firstUpdated() {
    this.querySelector('input')?.focus();
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const values = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const text = (/** @type {string} */ name) => String(values.get(name) ?? '').trim();
    const id = this.item?.id ?? String(values.get('id'));
    const saved = await this.attempt(() => put(path`/items/${id}`, {
      title: text('title'),
      year: text('year') === '' ? null : Number(text('year')),
      categories: text('categories').split(',').map(category => category.trim()).filter(category => category !== ''),
      hidden: this.item?.hidden ?? false,
    }));
    if (saved) {
      this.dispatchEvent(new CustomEvent('saved', {detail: saved}));
    }
  }
}

customElements.define('item-form', ItemForm);
