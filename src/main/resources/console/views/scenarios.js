import {html, nothing} from 'lit';
import {get} from '../api/client.js';
import {session} from '../api/session.js';
import {ago, moment} from '../format.js';
import {field, marks} from '../parts/field.js';
import {emptyState, loading, pageHead, problemNote} from '../parts/page.js';
import {pager} from '../parts/pager.js';
import {View} from '../parts/view.js';
import {go, link, replaceQuery} from '../router.js';
import {parts} from './scenario-definition.js';

/** @typedef {import('../api/scenario-types.js').Scenario} Scenario */

const SIZE = 50;

/** The scenarios: named queries that a team maintains in one place. */
class ScenariosView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {page: {state: true}, adding: {state: true}};

  constructor() {
    super();
    /** @type {import('../api/client.js').Page<Scenario> | null} */
    this.page = null;
    this.adding = false;
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('route')) {
      void this.load();
    }
  }

  async load() {
    const page = Number(this.route.query.get('page') ?? 0);
    this.page = await this.attempt(() => get('/scenarios', {page, size: SIZE}, this.leaving.signal)) ?? this.page;
  }

  async add() {
    this.adding = true;
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector('#scenario-name'))?.focus();
  }

  /** @param {SubmitEvent} event */
  create(event) {
    event.preventDefault();
    const name = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('name'));
    go(['scenarios', name], {new: true});
  }

  render() {
    return html`
      ${pageHead({
        title: 'Scenarios',
        lead: 'What the lists of one place may show, such as those of the home page.',
        actions: session.may('train') && !this.adding && (this.page?.total ?? 0) > 0
          ? html`<button class="button primary" type="button" @click=${this.add}>New scenario</button>` : nothing,
      })}
      <div class="stack">
        ${problemNote(this.problem)}
        ${this.adding ? this.form() : nothing}
        ${this.page === null ? (this.busy ? loading() : nothing) : this.list(this.page)}
      </div>`;
  }

  form() {
    const text = {id: 'scenario-name', label: 'Name', hint: 'As requests write it: letters, digits, hyphens and underscores.'};
    return html`
      <form class="card" @submit=${this.create}>
        <header><h2>A new scenario</h2></header>
        <div class="body stack">
          <div class="form-row">${field(text, html`<input id=${text.id} name="name" required maxlength="50" pattern="[A-Za-z0-9_\\-]+" placeholder="home" autocomplete="off" spellcheck="false"
            aria-describedby=${marks(text).described}>`)}</div>
          <div class="actions">
            <button class="button primary">Continue</button>
            <button class="button" type="button" @click=${() => (this.adding = false)}>Do nothing</button>
          </div>
        </div>
      </form>`;
  }

  /** @param {import('../api/client.js').Page<Scenario>} page */
  list(page) {
    if (page.total === 0) {
      return this.adding ? nothing : this.none();
    }
    return html`
      <section class="card">
        <table class="cards scenarios">
          <thead><tr><th scope="col">Name</th><th scope="col">What it does</th><th scope="col" class="number">Version</th><th scope="col" class="number">Changed</th></tr></thead>
          <tbody>${page.items.map(row)}</tbody>
        </table>
        ${pager(page, number => replaceQuery({page: number || null}), 'scenarios')}
      </section>`;
  }

  none() {
    return emptyState({
      icon: 'scenarios',
      title: 'There are no scenarios yet',
      text: 'A scenario filters, boosts and pins the items of lists. Requests name it, and a team changes it here without a new release.',
      actions: html`
        ${session.may('train') ? html`<button class="button primary" type="button" @click=${this.add}>New scenario</button>` : nothing}
        <pre class="example" tabindex="0" aria-label="Example call">curl -X PUT -H 'Content-Type: application/json' \\
  -d '{"filter": "item.attributes.stock > 0", "k": 20}' \\
  ${new URL('../scenarios/home', document.baseURI).href}

curl '${new URL('../users/ann/recommendations?scenario=home', document.baseURI).href}'</pre>`,
    });
  }
}

/** @param {Scenario} scenario */
const row = ({name, version, changedAt, reason, definition}) => html`
  <tr class="clickable">
    <td class="first wide"><a class="row-link" href=${link(['scenarios', name])}>${name}</a>${reason ? html`<br><span class="muted small">${reason}</span>` : nothing}</td>
    <td class="wide left">${definition === null || parts(definition).length === 0 ? html`<span class="muted">no rules</span>`
      : html`<span class="chips">${parts(definition).map(part => html`<span class="chip">${part}</span>`)}</span>`}</td>
    <td class="number" data-label="Version">${version}</td>
    <td class="number muted" data-label="Changed"><time title=${moment(changedAt)}>${ago(changedAt)}</time></td>
  </tr>`;

customElements.define('scenarios-view', ScenariosView);
