import {html, nothing} from 'lit';
import {get} from '../api/client.js';
import {session} from '../api/session.js';
import {plural, whole} from '../format.js';
import '../parts/expression-field.js';
import {expressionFault} from '../parts/expression-problem.js';
import {icon} from '../parts/icons.js';
import {titleOf} from '../parts/item-list.js';
import {categoryChips, emptyState, loading, pageHead, problemNote} from '../parts/page.js';
import {pager} from '../parts/pager.js';
import {View} from '../parts/view.js';
import {go, link, replaceQuery} from '../router.js';
import {listBadge} from './item-details.js';
import './item-form.js';

/**
 * @typedef {import('../api/types.js').Item} Item
 * @typedef {{category: string, items: number}} Facet
 */

const SIZE = 25;
const MOST_FACETS = 40;
const SORTS = /** @type {const} */ ([['title', 'Title'], ['-title', 'Title, descending'], ['-year', 'Newest year'], ['year', 'Oldest year'], ['id', 'Id']]);

/** All items, searched, filtered and sorted by the service. */
class CatalogueView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {page: {state: true}, facets: {state: true}, adding: {state: true}};

  constructor() {
    super();
    /** @type {import('../api/client.js').Page<Item> | null} */
    this.page = null;
    /** @type {Facet[]} */
    this.facets = [];
    this.adding = false;
    /** Ends the last search when another one begins, whose problem would otherwise be the last one's, and when the screen is left. */
    this.searching = new AbortController();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.searching.abort();
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('route')) {
      void this.load();
    }
  }

  /** What is searched, as it is in the address. */
  get search() {
    const {query} = this.route;
    return {
      query: query.get('query') ?? '',
      category: query.get('category') ?? '',
      hidden: query.get('hidden') ?? '',
      filter: query.get('filter') ?? '',
      sort: query.get('sort') ?? 'title',
    };
  }

  async load() {
    this.searching.abort();
    this.searching = new AbortController();
    const {signal} = this.searching;
    const {sort, ...filter} = this.search;
    const page = Number(this.route.query.get('page') ?? 0);
    const found = await this.attempt(() => Promise.all([
      get('/items', {...filter, sort, page, size: SIZE}, signal),
      get('/categories', {...filter, size: MOST_FACETS}, signal),
    ]));
    if (found && !signal.aborted) {
      [this.page, {items: this.facets}] = found;
    }
  }

  /** @param {Record<string, string | number | null>} change of the filter, which begins at the first page again */
  change(change) {
    const {sort, ...filter} = {...this.search, ...change};
    replaceQuery({...filter, sort: sort === 'title' ? null : sort});
  }

  render() {
    return html`
      ${pageHead({
        title: 'Catalogue',
        lead: 'The items that can be recommended.',
        actions: session.may('write') && !this.adding
          ? html`<button class="button" type="button" @click=${() => (this.adding = true)}>${icon('plus')}Add an item</button>` : nothing,
      })}
      <div class="stack">
        ${expressionFault(this.problem) === null ? problemNote(this.problem) : nothing}
        ${this.adding ? html`<item-form @saved=${(/** @type {CustomEvent<Item>} */ event) => go(['catalogue', event.detail.id])}
          @closed=${() => (this.adding = false)}></item-form>` : nothing}
        ${this.page !== null ? this.list(this.page) : this.busy ? loading() : expressionFault(this.problem) === null ? nothing
          : html`<section class="card">${this.form()}</section>`}
      </div>`;
  }

  /** @param {import('../api/client.js').Page<Item>} page */
  list(page) {
    const {sort: _, ...search} = this.search;
    const isWhole = Object.values(search).every(one => one === '');
    if (page.total === 0 && isWhole) {
      return emptyState({
        icon: 'catalogue',
        title: 'The catalogue is empty',
        text: 'Import a file of items, or a file of ratings whose items are created on the way.',
        actions: session.may('write') ? html`<a class="button primary" href=${link(['imports'])}>Import items</a>` : nothing,
      });
    }
    return html`
      <section class="card">
        ${this.form()}
        ${this.facetChips()}
        <p class="count-line muted" role="status">${this.countOf(page, isWhole)}</p>
        ${page.items.length === 0 ? html`<p class="body"><button class="button" type="button" @click=${() => replaceQuery({})}>Show all items</button></p>` : html`
          <table class="cards">
            <thead><tr><th scope="col">Title</th><th scope="col" class="number">Year</th><th scope="col">Categories</th><th scope="col">Id</th></tr></thead>
            <tbody>${page.items.map(row)}</tbody>
          </table>`}
        ${pager(page, number => replaceQuery({...this.search, page: number || null}), 'items')}
      </section>`;
  }

  /**
   * @param {import('../api/client.js').Page<Item>} page
   * @param {boolean} isWhole whether nothing is searched
   */
  countOf(page, isWhole) {
    const count = plural(page.total, 'item');
    return expressionFault(this.problem) !== null ? `${count}, by the last filter that was right` : isWhole ? count : `${count} ${page.total === 1 ? 'matches' : 'match'}`;
  }

  form() {
    const {query, hidden, sort} = this.search;
    return html`
      <form class="card-form" role="search" @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
        <div class="field search"><label for="query">Title</label>
          <span class="with-icon">${icon('search')}<input id="query" type="search" autocomplete="off" placeholder="A part of the title" .value=${query}
            @input=${(/** @type {Event} */ event) => this.change({query: valueOf(event)})}></span></div>
        <div class="field"><label for="hidden">Items</label>
          <select id="hidden" @change=${(/** @type {Event} */ event) => this.change({hidden: valueOf(event)})}>
            ${[['', 'All'], ['false', 'Shown'], ['true', 'Hidden']].map(([value, label]) => html`<option value=${value} ?selected=${value === hidden}>${label}</option>`)}
          </select></div>
        <div class="field"><label for="sort">Order</label>
          <select id="sort" @change=${(/** @type {Event} */ event) => this.change({sort: valueOf(event)})}>
            ${SORTS.map(([value, label]) => html`<option value=${value} ?selected=${value === sort}>${label}</option>`)}
          </select></div>
        <expression-field .label=${'Filter'} .value=${this.search.filter} .fault=${expressionFault(this.problem)} .placeholder=${'item.year >= 2000'}
          .note=${this.search.filter === '' || this.page === null || this.busy ? '' : plural(this.page.total, 'item')}
          @changed=${(/** @type {CustomEvent<string>} */ event) => this.change({filter: event.detail.trim()})}></expression-field>
      </form>`;
  }

  /** The categories of the items that match, and how many items have each; a click chooses one, a second click none. */
  facetChips() {
    const chosen = this.search.category;
    const facets = chosen === '' || this.facets.some(facet => facet.category === chosen) ? this.facets : [{category: chosen, items: 0}, ...this.facets];
    return facets.length === 0 ? nothing : html`
      <div class="facets" role="group" aria-label="Category">
        ${facets.map(({category, items}) => html`
          <button type="button" class="facet ${category === chosen ? 'required' : ''}" aria-pressed=${category === chosen ? 'true' : 'false'}
            @click=${() => this.change({category: category === chosen ? '' : category})}>${category} <span>${whole(items)}</span></button>`)}
      </div>`;
  }
}

/** @param {Item} item */
const row = item => html`
  <tr class="clickable">
    <td class="first wide"><a class="row-link" href=${link(['catalogue', item.id])}>${titleOf(item)}</a> ${listBadge(item)}</td>
    <td class="number" data-label="Year">${item.year ?? '–'}</td>
    <td class="wide last">${categoryChips(item.categories, 4)}</td>
    <td class="mono muted" data-label="Id">${item.id}</td>
  </tr>`;

/** @param {Event} event */
const valueOf = event => /** @type {HTMLInputElement} */ (event.target).value;

customElements.define('catalogue-view', CatalogueView);
