import {html, nothing} from 'lit';
import {path, put} from '../api/client.js';
import {session} from '../api/session.js';
import '../parts/attribute-editor.js';
import {attributePairs} from '../parts/attribute-pairs.js';
import {notify} from '../parts/toast.js';
import {View} from '../parts/view.js';
import {focusWrong, formProblem} from './order-fields.js';

/** @typedef {import('../api/types.js').Attributes} Attributes */

/** The attributes of a user, which filters and boosts read. Sends the event saved with the new ones. */
class UserAttributes extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {userId: {attribute: false}, stored: {attribute: false}, editing: {state: true}, shown: {state: true}};

  constructor() {
    super();
    this.userId = '';
    /** @type {Attributes} */
    this.stored = {};
    this.editing = false;
    /** How many problems are shown at fields. */
    this.shown = 0;
  }

  /** @returns {import('../parts/attribute-editor.js').AttributeEditor | null} */
  get editor() {
    return /** @type {any} */ (this.querySelector('attribute-editor'));
  }

  async edit() {
    this.editing = true;
    await this.updateComplete;
    await this.editor?.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector('attribute-editor input, attribute-editor .add'))?.focus();
  }

  async close() {
    this.editing = false;
    this.problem = null;
    await this.updateComplete;
    this.querySelector('button')?.focus();
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const attributes = this.editor?.read() ?? null;
    const saved = attributes === null ? undefined : await this.attempt(() => put(path`/users/${this.userId}`, {attributes}));
    if (saved) {
      this.dispatchEvent(new CustomEvent('saved', {detail: saved.attributes}));
      notify('The attributes were saved.');
      await this.close();
      return;
    }
    await this.updateComplete;
    await this.editor?.updateComplete;
    this.shown = focusWrong(this);
  }

  render() {
    const none = Object.keys(this.stored).length === 0;
    return html`
      <section class="card">
        <header><h2>Attributes</h2>
          ${none && !this.editing ? html`<span class="muted small">none</span>` : nothing}
          ${session.may('write') && !this.editing ? html`<div class="actions end"><button class="button little" type="button" @click=${this.edit}>Change</button></div>` : nothing}
        </header>
        ${this.editing ? html`
          <form class="body stack" @submit=${this.submit}>
            ${formProblem(this.problem, this.shown)}
            <attribute-editor .stored=${this.stored} .errors=${this.problem?.errors ?? []}></attribute-editor>
            <div class="actions">
              <button class="button primary" ?disabled=${this.busy}>Save</button>
              <button class="button" type="button" @click=${this.close}>Do nothing</button>
            </div>
          </form>` : none ? nothing : html`<div class="body">${attributePairs(this.stored)}</div>`}
      </section>`;
  }
}

customElements.define('user-attributes', UserAttributes);
