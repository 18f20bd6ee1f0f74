import {html, nothing} from 'lit';
import {get, path} from '../api/client.js';
import {ago, exact, moment, whole} from '../format.js';
import {icon} from '../parts/icons.js';
import {problemNote} from '../parts/page.js';
import {pager} from '../parts/pager.js';
import {View} from '../parts/view.js';
import {go, link} from '../router.js';

/**
 * @typedef {{itemId: string, title: string, type: string, count: number, value: number | null, firstAt: string, lastAt: string}} StoredInteraction
 */

const SIZE = 20;

/** Looks up the interactions of one user. */
class UserInteractions extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {user: {attribute: false}, found: {state: true}};

  constructor() {
    super();
    this.user = '';
    /** @type {import('../api/client.js').Page<StoredInteraction> | null} */
    this.found = null;
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('user') && this.user !== '') {
      this.found = null;
      void this.look(0);
    }
  }

  /** @param {number} page */
  async look(page) {
    const {user} = this;
    const found = await this.attempt(() => get(path`/users/${user}/interactions`, {page, size: SIZE}, this.leaving.signal));
    if (user === this.user) {
      this.found = found ?? this.found;
    }
  }

  render() {
    const {found, user} = this;
    return html`
      <section class="card">
        <header><h2>Interactions of a user</h2>${found === null || found.total === 0 ? nothing : html`<a href=${link(['users', user])}>Recommendations for ${user}</a>`}</header>
        <form class="body look-up" @submit=${(/** @type {SubmitEvent} */ event) => {
          event.preventDefault();
          const id = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('user')).trim();
          go(['interactions'], {user: id});
        }}>
          <div class="field"><label for="user">User id</label><input id="user" name="user" autocomplete="off" spellcheck="false" required .value=${user}></div>
          <button class="button">${icon('search')} Look up</button>
        </form>
        ${this.problem === null ? nothing : html`<div class="body">${problemNote(this.problem)}</div>`}
        ${found === null ? nothing : found.total === 0
          ? html`<p class="loading" role="status">Nothing is stored for this user: no interaction of any type.</p>`
          : this.interactions(found)}
      </section>`;
  }

  /** @param {import('../api/client.js').Page<StoredInteraction>} page */
  interactions(page) {
    return html`
      <table class="cards">
        <thead><tr><th scope="col">Item</th><th scope="col">Type</th><th scope="col" class="number">Number</th><th scope="col" class="number">Last value</th>
          <th scope="col" class="number">First</th><th scope="col" class="number">Last</th></tr></thead>
        <tbody>${page.items.map(one => html`
          <tr>
            <td class="first"><a class="row-link" href=${link(['catalogue', one.itemId])}>${one.title}</a></td>
            <td><span class="badge">${one.type}</span></td>
            <td class="number" data-label="Number">${whole(one.count)}</td>
            <td class="number" data-label="Last value">${exact(one.value)}</td>
            <td class="number" data-label="First"><time datetime=${one.firstAt} title=${moment(one.firstAt)}>${ago(one.firstAt)}</time></td>
            <td class="number" data-label="Last"><time datetime=${one.lastAt} title=${moment(one.lastAt)}>${ago(one.lastAt)}</time></td>
          </tr>`)}</tbody>
      </table>
      ${pager(page, number => void this.look(number), 'interactions')}`;
  }
}

customElements.define('user-interactions', UserInteractions);
