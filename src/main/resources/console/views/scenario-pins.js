import {LitElement, html, nothing} from 'lit';
import {ApiProblem, get, path} from '../api/client.js';
import {valueOf} from '../parts/field.js';
import {icon} from '../parts/icons.js';
import {titleOf} from '../parts/item-list.js';
import {link} from '../router.js';

/**
 * @typedef {import('../api/types.js').Item} Item
 * @typedef {import('../api/scenario-types.js').Pin} Pin
 */

const FOUND = 6;

/** The items that a scenario moves to fixed ranks, and a search for others. Sends the event changed with the new pins. */
class ScenarioPins extends LitElement {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {pins: {attribute: false}, problems: {attribute: false}, locked: {attribute: false}, items: {state: true}, found: {state: true}};

  constructor() {
    super();
    /** @type {Pin[]} */
    this.pins = [];
    /** @type {Record<string, string>} by field, such as pins[0].rank */
    this.problems = {};
    this.locked = false;
    /** @type {Map<string, Item | null>} those that were loaded; null if the catalogue lacks one */
    this.items = new Map();
    /** @type {Item[]} */
    this.found = [];
    this.asked = 0;
  }

  createRenderRoot() {
    return this;
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('pins')) {
      void this.load();
    }
  }

  async load() {
    const missing = this.pins.map(pin => pin.itemId).filter(id => !this.items.has(id));
    missing.forEach(id => this.items.set(id, null));
    const loaded = await Promise.all(missing.map(async id => /** @type {const} */ ([id, await get(path`/items/${id}`).catch(nullIfProblem)])));
    if (missing.length > 0) {
      this.items = new Map([...this.items, ...loaded]);
    }
  }

  /** @param {Pin[]} pins */
  send(pins) {
    this.dispatchEvent(new CustomEvent('changed', {detail: pins}));
  }

  /**
   * @param {number} index
   * @param {Partial<Pin>} change
   */
  change(index, change) {
    this.send(this.pins.map((pin, at) => (at === index ? {...pin, ...change} : pin)));
  }

  /** @param {string} query */
  async search(query) {
    const asked = ++this.asked;
    const found = query.trim() === '' ? [] : (await get('/items', {query, hidden: false, sort: 'title', size: FOUND + this.pins.length}).catch(() => ({items: []}))).items;
    if (asked === this.asked) {
      this.found = found;
    }
  }

  /** @param {Item} item */
  pin(item) {
    const taken = new Set(this.pins.map(pin => pin.rank));
    const rank = [...Array(this.pins.length + 1).keys()].map(index => index + 1).find(one => !taken.has(one));
    this.items = new Map([...this.items, [item.id, item]]);
    this.found = [];
    const search = /** @type {HTMLInputElement | null} */ (this.querySelector('#pin-search'));
    if (search !== null) {
      search.value = '';
      search.focus();
    }
    this.send([...this.pins, {itemId: item.id, rank}]);
  }

  render() {
    const found = this.found.filter(item => !this.pins.some(pin => pin.itemId === item.id)).slice(0, FOUND);
    return html`
      ${this.pins.length === 0 ? html`<p class="hint">No item has a fixed rank.</p>` : html`
        <ol class="pins">${this.pins.map((pin, index) => this.row(pin, index))}</ol>`}
      ${this.locked ? nothing : html`
        <div class="field">
          <label for="pin-search">Pin an item</label>
          <span class="with-icon">${icon('search')}<input id="pin-search" type="search" autocomplete="off" placeholder="A part of a title"
            @input=${(/** @type {Event} */ event) => void this.search(valueOf(event))} @keydown=${this.choose}></span>
        </div>
        ${found.length === 0 ? nothing : html`<ul class="rate-list found">${found.map(item => html`
          <li><span class="title" title=${item.title}><span>${titleOf(item)}</span>${item.year === null ? nothing : html`<span class="muted">${item.year}</span>`}</span>
            <button class="button little" type="button" @click=${() => this.pin(item)}>Pin<span class="visually-hidden"> ${item.title}</span></button></li>`)}</ul>`}`}`;
  }

  /** @param {KeyboardEvent} event Enter must not save the scenario */
  choose(event) {
    if (event.key === 'Enter') {
      event.preventDefault();
    }
  }

  /**
   * @param {Pin} pin
   * @param {number} index
   */
  row(pin, index) {
    const item = this.items.get(pin.itemId);
    const title = item ? titleOf(item) : pin.itemId;
    const faults = ['rank', 'itemId', 'filter'].flatMap(name => this.problems[`pins[${index}].${name}`] ?? []);
    const invalid = (/** @type {string} */ name) => (this.problems[`pins[${index}].${name}`] ? 'true' : nothing);
    const described = faults.length > 0 ? `pin-${index}-wrong` : nothing;
    return html`
      <li>
        <input class="rank-field" aria-label="Rank of ${title}" inputmode="numeric" autocomplete="off" ?readonly=${this.locked} .value=${String(pin.rank)}
          aria-invalid=${invalid('rank')} aria-describedby=${described}
          @change=${(/** @type {Event} */ event) => this.change(index, {rank: /^\d+$/.test(valueOf(event).trim()) ? Number(valueOf(event)) : valueOf(event)})}>
        <a class="title" href=${link(['catalogue', pin.itemId])} title=${item?.title ?? title}><span>${title}</span></a>
        <input class="mono" aria-label="Condition of ${title}" placeholder="always" maxlength="2000" autocomplete="off" spellcheck="false" ?readonly=${this.locked}
          .value=${pin.filter ?? ''} aria-invalid=${invalid('filter')} aria-describedby=${described}
          @change=${(/** @type {Event} */ event) => this.change(index, {filter: valueOf(event)})}>
        ${this.locked ? nothing : html`<button class="button plain" type="button" @click=${() => this.send(this.pins.filter((_, at) => at !== index))}>
          ${icon('close', 14)}<span class="visually-hidden">Do not pin ${title}</span></button>`}
        ${faults.length > 0 ? html`<span class="wrong" id="pin-${index}-wrong">${faults.join(', ')}</span>` : nothing}
      </li>`;
  }
}

/** @param {unknown} error */
function nullIfProblem(error) {
  if (error instanceof ApiProblem) {
    return null;
  }
  throw error;
}

customElements.define('scenario-pins', ScenarioPins);
