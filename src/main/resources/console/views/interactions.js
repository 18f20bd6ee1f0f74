import {html, nothing} from 'lit';
import {ApiProblem, get, path, remove} from '../api/client.js';
import {session} from '../api/session.js';
import {exact, plural} from '../format.js';
import {confirm} from '../parts/confirm.js';
import {emptyState, loading, pageHead, problemNote} from '../parts/page.js';
import {notify} from '../parts/toast.js';
import {View} from '../parts/view.js';
import {go, link} from '../router.js';
import './interaction-type.js';
import './user-interactions.js';

/** @typedef {import('../api/types.js').InteractionType} InteractionType */

/** The interaction types, what they say about a preference, and the interactions of one user. */
class InteractionsView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {types: {state: true}};

  constructor() {
    super();
    /** @type {InteractionType[] | null} */
    this.types = null;
  }

  get user() {
    return this.route.query.get('user') ?? '';
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('route') && this.types === null) {
      void this.load();
    }
  }

  async load() {
    const page = await this.attempt(() => get('/interaction-types', {size: 1000}, this.leaving.signal));
    this.types = page?.items ?? this.types;
  }

  /** @param {InteractionType} type */
  async erase(type) {
    const sure = await confirm({
      title: `Delete the type ${type.name}?`,
      text: 'Imports and calls can no longer use it. If interactions of the type are stored, you are asked again.',
      action: 'Delete the type',
      danger: true,
    });
    if (sure === null) {
      return;
    }
    await this.attempt(async () => {
      try {
        await remove(path`/interaction-types/${type.name}`);
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.status !== 409 || !await this.confirmErasure(type.name)) {
          throw error;
        }
        await remove(path`/interaction-types/${type.name}`, {force: true});
      }
      notify(`The type ${type.name} was deleted.`);
    });
    void this.load();
  }

  /** @param {string} name */
  async confirmErasure(name) {
    return await confirm({
      title: `Erase all interactions of the type ${name}?`,
      text: 'Interactions of the type are stored. They are erased with it, for all users, which cannot be undone and may take minutes.',
      action: 'Erase them with the type',
      danger: true,
    }) !== null;
  }

  render() {
    const edited = this.route.query.get('type');
    return html`
      ${pageHead({
        title: 'Interactions',
        lead: 'What an event of each type says about a preference.',
        actions: session.may('train') ? html`<a class="button primary" href=${link(['interactions'], {type: 'new', user: this.user})}>New type</a>` : nothing,
      })}
      <div class="stack">
        ${problemNote(this.problem)}
        ${edited !== null && this.types !== null && session.may('train') ? this.editor(edited, this.types) : nothing}
        ${this.user === '' ? nothing : html`<user-interactions .user=${this.user}></user-interactions>`}
        ${this.types === null ? (this.busy ? loading() : nothing) : this.table(this.types)}
        ${this.user === '' ? html`<user-interactions></user-interactions>` : nothing}
      </div>`;
  }

  /**
   * @param {string} edited the name of a type after `=`, or `new`
   * @param {InteractionType[]} types
   */
  editor(edited, types) {
    const type = types.find(one => `=${one.name}` === edited) ?? null;
    return html`<interaction-type .type=${type} @ended=${(/** @type {CustomEvent} */ event) => {
      go(['interactions'], {user: this.user});
      if (event.detail === 'saved') {
        void this.load();
      }
    }}></interaction-type>`;
  }

  /** @param {InteractionType[]} types */
  table(types) {
    if (types.length === 0) {
      return emptyState({
        icon: 'interactions',
        title: 'There is no interaction type',
        text: 'Define the types of your events, such as view or purchase; then import a file of interactions.',
        actions: session.may('train') ? html`<a class="button primary" href=${link(['interactions'], {type: 'new'})}>Define a type</a>` : nothing,
      });
    }
    return html`
      <section class="card">
        <header><h2>${plural(types.length, 'type')}</h2><span class="muted small">A change counts for stored interactions as well.</span></header>
        <table class="cards">
          <thead><tr>
            <th scope="col">Type</th><th scope="col">Counts as</th><th scope="col">Half-life</th><th scope="col">Excludes the item</th>
            <th scope="col"><span class="visually-hidden">Actions</span></th>
          </tr></thead>
          <tbody>${types.map(type => this.row(type))}</tbody>
        </table>
      </section>`;
  }

  /** @param {InteractionType} type */
  row(type) {
    return html`
      <tr>
        <td class="first"><b>${type.name}</b> ${type.signal === 'negative' ? html`<span class="badge bad">negative</span>` : nothing}</td>
        <td data-label="Counts as" class="wide">${countsAs(type.countsAs)}</td>
        <td data-label="Half-life">${type.halfLife === null ? html`<span class="muted">none</span>` : span(type.halfLife)}</td>
        <td data-label="Excludes">${type.excludes === 'never' ? html`<span class="muted">never</span>` : type.excludes === 'always' ? 'always' : `for ${span(type.excludes)}`}</td>
        <td class="wide"><div class="actions end">
          ${session.may('train') ? html`<a class="button little" href=${link(['interactions'], {type: `=${type.name}`, user: this.user})} aria-label="Edit ${type.name}">Edit</a>` : nothing}
          ${session.may('admin') ? html`<button class="button little plain" type="button" aria-label="Delete ${type.name}" @click=${() => this.erase(type)}>Delete</button>` : nothing}
        </div></td>
      </tr>`;
  }
}

/** @param {InteractionType['countsAs']} value */
function countsAs(value) {
  if (value === null) {
    return html`<span class="muted">no preference</span>`;
  }
  if (typeof value === 'number') {
    return html`rating ${exact(value)}`;
  }
  const source = value.scale === 'quantile' ? 'by rank among all values' : `of values ${exact(value.from)} to ${exact(value.to)}, ${value.scale === 'log' ? 'logarithmic' : 'linear'}`;
  return html`rating ${exact(value.least)} to ${exact(value.most)}, ${source}`;
}

/** @param {string} duration P30D as 30 days */
function span(duration) {
  const [, days, hours] = /^P(?:(\d+)D)?(?:T(\d+)H)?$/.exec(duration) ?? [];
  const parts = [days && plural(Number(days), 'day'), hours && plural(Number(hours), 'hour')].filter(Boolean);
  return parts.length === 0 ? duration : parts.join(' ');
}

customElements.define('interactions-view', InteractionsView);
