import {html, nothing} from 'lit';
import {get, post} from '../api/client.js';
import {icon} from '../parts/icons.js';
import {itemList, rankChange, titleOf} from '../parts/item-list.js';
import {emptyState, pageHead, problemNote} from '../parts/page.js';
import {View} from '../parts/view.js';
import {link} from '../router.js';
import {loadChoices, modelSelect} from './model-choice.js';

/**
 * @typedef {import('../api/types.js').Item} Item
 * @typedef {import('../api/types.js').ListedItem} ListedItem
 * @typedef {{model: string | null, version: number | null, fallback: string | null, items: ListedItem[], categoryCounts: Record<string, number>, ignoredItems: string[]}} VisitorList
 */

const LENGTH = 12;
const SUGGESTIONS = 8;

/** A visitor whose ratings are not stored: each rating changes the list at once. */
class VisitorView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {
    rated: {state: true}, found: {state: true}, list: {state: true}, choices: {state: true}, model: {state: true},
    open: {state: true}, scale: {state: true},
  };

  constructor() {
    super();
    /** @type {{item: Item, value: number}[]} */
    this.rated = [];
    /** @type {Item[] | null} */
    this.found = null;
    /** @type {VisitorList | null} */
    this.list = null;
    /** @type {Map<string, number>} the ranks before the last change */
    this.ranks = new Map();
    /** @type {import('./model-choice.js').Choice[]} */
    this.choices = [];
    /** @type {string | undefined} */
    this.model = undefined;
    /** @type {string | null} */
    this.open = null;
    this.scale = {minimum: 1, maximum: 5};
    this.search = '';
    this.asked = 0;
  }

  firstUpdated() {
    void this.attempt(async () => {
      const {signal} = this.leaving;
      const overview = await get('/overview', {}, signal);
      this.scale = overview.ratingScale;
      this.choices = await loadChoices(signal);
      this.model = this.choices.find(choice => choice.active)?.model;
      await this.suggest('');
      await this.recommend();
    });
  }

  /** @param {string} query */
  async suggest(query) {
    this.search = query;
    const asked = ++this.asked;
    const page = query === ''
      ? await post('/recommendations', {ratings: [], k: SUGGESTIONS})
      : await get('/items', {query, hidden: false, size: SUGGESTIONS}, this.leaving.signal);
    if (asked === this.asked) {
      this.found = page.items.map((/** @type {any} */ item) => ({...item, id: item.id ?? item.itemId}));
    }
  }

  async recommend() {
    const [algorithm, version] = (this.model ?? '').split(':');
    const list = await post('/recommendations', {
      ratings: this.rated.map(({item, value}) => ({itemId: item.id, value})),
      k: LENGTH,
      explain: true,
      ...(algorithm ? {model: algorithm} : {}),
      ...(version ? {version: Number(version)} : {}),
    });
    this.ranks = new Map(this.list?.items.map(item => [item.itemId, item.rank]));
    this.list = list;
  }

  /**
   * @param {Item} item
   * @param {number | null} value null takes the rating back
   */
  rate(item, value) {
    const others = this.rated.filter(one => one.item.id !== item.id);
    this.rated = value === null ? others : this.rated.some(one => one.item.id === item.id)
      ? this.rated.map(one => (one.item.id === item.id ? {item, value} : one)) : [...others, {item, value}];
    void this.attempt(() => this.recommend());
  }

  render() {
    return html`
      ${pageHead({
        title: 'A visitor',
        back: {href: link(['users']), label: 'Users'},
        lead: 'Rate some items and see at once what a model recommends. Nothing is stored.',
        actions: this.rated.length === 0 ? nothing : html`<button class="button" type="button" @click=${this.restart}>Start again</button>`,
      })}
      <div class="stack">
        ${problemNote(this.problem)}
        <div class="columns">
          <div class="stack">${this.picker()}${this.rated.length === 0 ? nothing : this.ratings()}</div>
          ${this.list === null ? nothing : this.recommended(this.list)}
        </div>
      </div>`;
  }

  picker() {
    const items = (this.found ?? []).filter(item => !this.rated.some(one => one.item.id === item.id));
    return html`
      <section class="card">
        <div class="card-form">
          <div class="field search"><label for="search">Items to rate</label>
            <span class="with-icon">${icon('search')}<input id="search" type="search" autocomplete="off" placeholder="A part of a title"
              @input=${(/** @type {Event} */ event) => void this.attempt(() => this.suggest(/** @type {HTMLInputElement} */ (event.target).value))}></span></div>
        </div>
        ${this.found !== null && this.found.length === 0 ? (this.search === '' ? emptyState({
          icon: 'catalogue', title: 'The catalogue is empty', text: 'Import items and ratings first.',
          actions: html`<a class="button primary" href=${link(['imports'])}>Import a file</a>`,
        }) : html`<p class="loading">No title contains “${this.search}”.</p>`) : nothing}
        <ul class="rate-list">${items.map(item => this.rateRow(item, 0))}</ul>
      </section>`;
  }

  ratings() {
    return html`
      <section class="card"><header><h2>Rated by the visitor</h2></header>
        <ul class="rate-list">${this.rated.map(({item, value}) => this.rateRow(item, value))}</ul></section>`;
  }

  /**
   * @param {Item} item
   * @param {number} value 0 for none
   */
  rateRow(item, value) {
    const steps = [0.2, 0.4, 0.6, 0.8, 1].map(share => this.scale.maximum * share);
    return html`
      <li>
        <span class="title" title=${item.title}><span>${titleOf(item)}</span> ${item.year === null ? nothing : html`<span class="muted">${item.year}</span>`}</span>
        <span class="rate" role="group" aria-label="Rating of ${item.title}">
          ${steps.map(step => html`<button type="button" class=${step <= value ? 'given' : ''} aria-pressed=${step === value ? 'true' : 'false'}
            @click=${() => this.rate(item, Math.max(this.scale.minimum, step))}><span aria-hidden="true">★</span><span class="visually-hidden">${step}</span></button>`)}
          ${value === 0 ? nothing : html`<button type="button" class="forget" @click=${() => this.rate(item, null)}>${icon('close', 12)}<span class="visually-hidden">Take the rating back</span></button>`}
        </span>
      </li>`;
  }

  /** @param {VisitorList} list */
  recommended(list) {
    return html`
      <div class="stack">
        ${this.choices.length < 2 ? nothing : html`<div class="card card-form">${modelSelect({
          name: 'model', label: 'Model', choices: this.choices, chosen: this.model,
          change: event => {
            this.model = /** @type {HTMLSelectElement} */ (event.target).value;
            void this.attempt(() => this.recommend());
          },
        })}</div>`}
        ${list.ignoredItems.length === 0 ? nothing : html`<p class="note">The model does not know ${list.ignoredItems.length} of the rated items.</p>`}
        ${itemList({
          title: list.fallback ? 'Most popular' : list.model ?? '',
          note: list.fallback ? (this.rated.length === 0 ? 'nothing is rated yet' : 'no model can answer') : `version ${list.version}`,
          tone: 'blue',
          items: list.items,
          categories: list.categoryCounts,
          open: this.open,
          change: item => this.change(item),
          ...(list.fallback ? {} : {toggle: itemId => {
            this.open = this.open === itemId ? null : itemId;
          }}),
        })}
      </div>`;
  }

  /** @param {ListedItem} item how its rank changed with the last rating */
  change(item) {
    return this.ranks.size === 0 ? nothing : rankChange(this.ranks.get(item.itemId), item.rank);
  }

  restart() {
    this.rated = [];
    void this.attempt(() => this.recommend());
  }
}

customElements.define('visitor-view', VisitorView);
