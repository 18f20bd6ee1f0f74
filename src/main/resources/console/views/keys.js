import {html, nothing} from 'lit';
import {ApiProblem, checkSession, get, path, post, remove} from '../api/client.js';
import {session} from '../api/session.js';
import {ago, moment, plural} from '../format.js';
import {confirm} from '../parts/confirm.js';
import {copy} from '../parts/copy.js';
import {emptyState, loading, pageHead, problemNote} from '../parts/page.js';
import {pager} from '../parts/pager.js';
import {notify} from '../parts/toast.js';
import {View} from '../parts/view.js';
import {replaceQuery} from '../router.js';

/**
 * @typedef {import('../api/session.js').Role} Role
 * @typedef {{id: string, name: string, role: Role, createdAt: string, expiresAt: string | null, revokedAt: string | null}} ApiKey
 */

const SIZE = 25;
const DAY = 86_400_000;

/** @type {[Role, string][]} */
const ROLES = [
  ['read', 'read: recommendations, figures, exports'],
  ['write', 'write: also ratings, items and imports'],
  ['train', 'train: also training and models'],
  ['admin', 'admin: everything, also keys'],
  ['metrics', 'metrics: only the metrics of programs such as Prometheus'],
];

/** The API keys: a new one is shown once, and each can be revoked. */
class KeysView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {page: {state: true}, created: {state: true}, copied: {state: true}};

  constructor() {
    super();
    /** @type {import('../api/client.js').Page<ApiKey> | null} */
    this.page = null;
    /** @type {(ApiKey & {key: string}) | null} */
    this.created = null;
    /** @type {string | null} whether the key was copied */
    this.copied = null;
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('route')) {
      void this.load();
    }
  }

  async load() {
    const page = Number(this.route.query.get('page') ?? 0);
    this.page = await this.attempt(() => get('/api-keys', {page, size: SIZE}, this.leaving.signal)) ?? this.page;
  }

  /** @param {SubmitEvent} event */
  async create(event) {
    event.preventDefault();
    const target = /** @type {HTMLFormElement} */ (event.target);
    const form = new FormData(target);
    const days = Number(form.get('days'));
    const created = await this.attempt(() => post('/api-keys', {
      name: String(form.get('name')).trim(),
      role: this.first ? 'admin' : form.get('role'),
      expiresAt: days === 0 ? null : new Date(Date.now() + days * DAY).toISOString(),
    }));
    if (!created) {
      return;
    }
    this.created = created;
    this.copied = null;
    target.reset();
    if (session.caller?.access === 'open') {
      // From now on every call needs a key. This tab continues with the key that it has just created.
      session.keep(created.key);
      await checkSession();
    }
    await this.load();
    this.querySelector('input')?.focus();
  }

  /** @param {ApiKey} key */
  async revoke(key) {
    const own = key.id === session.caller?.keyId;
    const sure = await confirm({
      title: `Revoke the key ${key.name}?`,
      text: own ? 'It is the key of this tab: you are signed out. Calls with it are rejected within seconds.' : 'Calls with it are rejected within seconds. This cannot be undone.',
      action: 'Revoke the key',
      danger: true,
    });
    if (sure === null) {
      return;
    }
    await this.attempt(async () => {
      try {
        await remove(path`/api-keys/${key.id}`);
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.status !== 409 || await this.confirmLast(error) === null) {
          throw error;
        }
        await remove(path`/api-keys/${key.id}`, {force: true});
      }
      notify(`The key ${key.name} was revoked.`);
      await this.load();
    });
  }

  /** @param {ApiProblem} problem */
  confirmLast(problem) {
    return confirm({title: 'Revoke the last admin key?', text: problem.message, action: 'Revoke it all the same', danger: true});
  }

  get first() {
    return session.caller?.access === 'open';
  }

  render() {
    return html`
      ${pageHead({title: 'Keys', lead: 'Who may call the service, and with which role.'})}
      <div class="stack">
        ${problemNote(this.problem)}
        ${this.created === null ? nothing : this.shownOnce(this.created)}
        ${this.form()}
        ${this.page === null ? (this.busy ? loading() : nothing) : this.list(this.page)}
      </div>`;
  }

  /** @param {ApiKey & {key: string}} created */
  shownOnce(created) {
    return html`
      <section class="card padded stack new-key" aria-labelledby="new-key">
        <h2 id="new-key">The key ${created.name} was created</h2>
        <p>It is shown once. Copy it now, and keep it where the program or the person who uses it finds it.</p>
        <div class="secret">
          <input readonly aria-label="The new key" .value=${created.key} @focus=${(/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).select()}>
          <button class="button primary" type="button" @click=${this.copyKey}>Copy</button>
          <button class="button" type="button" @click=${() => {
            this.created = null;
          }}>Done</button>
        </div>
        <p class="hint" role="status">${this.copied ?? ''}</p>
      </section>`;
  }

  async copyKey() {
    const field = this.querySelector('input');
    if (this.created !== null && field !== null) {
      const done = await copy(this.created.key, field);
      this.copied = done ? 'Copied.' : 'The browser does not permit copying: the key is selected, press Ctrl+C.';
    }
  }

  form() {
    return html`
      <form class="card" @submit=${this.create}>
        <header><h2>New key</h2></header>
        <div class="body stack">
          ${this.first ? html`<p class="note warn">Nobody needs a key yet, because the service is open to this machine only. The first key is an admin key: from then on every call needs a key, and this tab uses the new one.</p>` : nothing}
          <div class="form-row key-form">
            <div class="field"><label for="key-name">Name</label>
              <input id="key-name" name="name" required maxlength="100" autocomplete="off" placeholder="Who or what uses it"></div>
            <div class="field"><label for="key-role">Role</label>
              <select id="key-role" name="role" ?disabled=${this.first}>${ROLES.map(([role, text]) => html`<option value=${role} .selected=${this.first ? role === 'admin' : role === 'read'}>${text}</option>`)}</select></div>
            <div class="field"><label for="key-days">Expires</label>
              <select id="key-days" name="days">${[[0, 'never'], [1, 'in 1 day'], [30, 'in 30 days'], [90, 'in 90 days'], [365, 'in 1 year']].map(([days, text]) => html`<option value=${days}>${text}</option>`)}</select></div>
            <button class="button primary" ?disabled=${this.busy}>Create the key</button>
          </div>
        </div>
      </form>`;
  }

  /** @param {import('../api/client.js').Page<ApiKey>} page */
  list(page) {
    if (page.total === 0) {
      return emptyState({
        icon: 'keys',
        title: 'There are no keys',
        text: 'The service answers every program on this machine, and nobody else. Create an admin key before other machines use it.',
      });
    }
    return html`
      <section class="card">
        <header><h2>${plural(page.total, 'key')}</h2></header>
        <table class="cards">
          <thead><tr><th scope="col">Name</th><th scope="col">State</th><th scope="col">Role</th><th scope="col" class="number">Created</th>
            <th scope="col" class="number">Expires</th><th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
          <tbody>${page.items.map(key => this.row(key))}</tbody>
        </table>
        ${pager(page, number => replaceQuery({page: number || null}), 'keys')}
      </section>`;
  }

  /** @param {ApiKey} key */
  row(key) {
    const state = stateOf(key);
    return html`
      <tr>
        <td class="first"><b>${key.name}</b> ${key.id === session.caller?.keyId ? html`<span class="badge accent">this tab</span>` : nothing}<br>
          <span class="muted small mono">${key.id}</span></td>
        <td>${state === 'usable' ? html`<span class="badge dot good">usable</span>` : html`<span class="badge dot">${state}</span>`}</td>
        <td data-label="Role">${key.role}</td>
        <td class="number" data-label="Created"><time title=${moment(key.createdAt)}>${ago(key.createdAt)}</time></td>
        <td class="number" data-label="Expires">${key.expiresAt === null ? 'never' : html`<time title=${moment(key.expiresAt)}>${ago(key.expiresAt)}</time>`}</td>
        <td class=${state === 'usable' ? 'wide' : 'none'}><div class="actions end">
          ${state === 'usable' ? html`<button class="button little danger" type="button" aria-label="Revoke ${key.name}" @click=${() => this.revoke(key)}>Revoke</button>` : nothing}
        </div></td>
      </tr>`;
  }
}

/** @param {ApiKey} key */
function stateOf({expiresAt, revokedAt}) {
  return revokedAt !== null ? 'revoked' : expiresAt !== null && Date.parse(expiresAt) <= Date.now() ? 'expired' : 'usable';
}

customElements.define('keys-view', KeysView);
