import {html, nothing} from 'lit';
import {call, get, path, remove} from '../api/client.js';
import {session} from '../api/session.js';
import {ago, moment} from '../format.js';
import {confirm} from '../parts/confirm.js';
import {valueOf} from '../parts/field.js';
import {emptyState, loading, pageHead, problemNote} from '../parts/page.js';
import {notify} from '../parts/toast.js';
import {View} from '../parts/view.js';
import {go, link, replaceQuery} from '../router.js';
import {focusWrong, formProblem} from './order-fields.js';
import {cleaned, differences} from './scenario-definition.js';
import './scenario-form.js';
import './scenario-log.js';
import './scenario-preview.js';

/**
 * @typedef {import('../api/scenario-types.js').Definition} Definition
 * @typedef {import('../api/scenario-types.js').Scenario} Scenario
 */

const MOST = 1000;
/** @type {Definition} */
const NO_RULES = {};

/** One scenario: its rules, what they change for a user, and its versions. */
class ScenarioView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {stored: {state: true}, loaded: {state: true}, draft: {state: true}, wrong: {state: true}, shown: {state: true}, reason: {state: true}};

  constructor() {
    super();
    /** @type {Scenario | null} null if there is none with this name */
    this.stored = null;
    this.loaded = false;
    /** @type {Definition} as the form has it */
    this.draft = {};
    /** @type {Record<string, string>} problems by field */
    this.wrong = {};
    /** How many problems are shown at fields. */
    this.shown = 0;
    this.reason = '';
  }

  get name() {
    return this.route.parts[0] ?? '';
  }

  get isNew() {
    return this.stored === null;
  }

  firstUpdated() {
    void this.attempt(async () => this.take(await this.find()));
  }

  /** @returns {Promise<Scenario | null>} a list has no error where there is no such scenario */
  async find() {
    const {items} = await get('/scenarios', {size: MOST}, this.leaving.signal);
    return items.find((/** @type {Scenario} */ one) => one.name === this.name) ?? null;
  }

  /** @param {Scenario | null} scenario */
  take(scenario) {
    this.stored = scenario;
    this.draft = scenario?.definition ?? {};
    this.loaded = true;
    this.wrong = {};
    this.problem = null;
    this.reason = '';
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const definition = cleaned(this.draft);
    const reason = this.reason.trim();
    const saved = await this.attempt(async () => await this.isOvertaken() ? null
      : call('PUT', path`/scenarios/${this.name}`, {query: {reason}, body: definition}));
    if (saved) {
      this.take(saved);
      replaceQuery({});
      notify(`Version ${saved.version} of ${this.name} is in use.`);
    } else if (this.problem !== null) {
      this.wrong = Object.fromEntries(/** @type {import('../api/client.js').ApiProblem} */ (this.problem).errors.map(({field, message}) => [field, message]));
      await this.updateComplete;
      await Promise.all([...this.querySelectorAll('scenario-form, expression-field, scenario-pins')].map(one => /** @type {any} */ (one).updateComplete));
      this.shown = focusWrong(this);
    }
  }

  /** @returns {Promise<boolean>} whether another change was made meanwhile that must not be replaced */
  async isOvertaken() {
    const present = await this.find();
    return present !== null && present.version !== this.stored?.version && await confirm({
      title: 'Replace the change of somebody else?',
      text: `Version ${present.version} of ${this.name} was saved while you were editing${present.reason ? `: ${present.reason}` : ''}.`,
      action: 'Replace it',
      danger: true,
    }) === null;
  }

  async discard() {
    const reason = await confirm({
      title: `Delete the scenario ${this.name}?`,
      text: 'Requests that name it fail from then on. Its versions remain: it can be rolled back.',
      action: 'Delete the scenario',
      danger: true,
      ask: {label: 'Reason, for the log'},
    });
    if (reason !== null && await this.attempt(async () => [await remove(path`/scenarios/${this.name}`, {reason: reason.trim()})])) {
      notify(`The scenario ${this.name} was deleted.`);
      go(['scenarios']);
    }
  }

  render() {
    const {stored} = this;
    const back = {href: link(['scenarios']), label: 'Scenarios'};
    if (!this.loaded || (stored === null && this.route.query.get('new') !== 'true')) {
      return html`${pageHead({title: this.name, back})}
        <div class="stack">${problemNote(this.problem)}${this.loaded ? this.none() : this.busy ? loading() : nothing}</div>`;
    }
    return html`
      ${pageHead({
        title: this.name,
        back,
        badge: stored === null ? html`<span class="badge">new</span>` : html`<span class="badge">version ${stored.version}</span>`,
        lead: stored === null ? 'It is in use as soon as it is saved.' : html`Changed <time title=${moment(stored.changedAt)}>${ago(stored.changedAt)}</time>${stored.reason ? `: ${stored.reason}` : ''}`,
        actions: stored !== null && session.may('train') ? html`<button class="button danger" type="button" ?disabled=${this.busy} @click=${this.discard}>Delete</button>` : nothing,
      })}
      <div class="stack">${this.editor(stored)}${stored === null ? nothing : this.log()}</div>`;
  }

  /** @param {Scenario | null} stored */
  editor(stored) {
    const definition = cleaned(this.draft);
    const changed = stored === null || differences(stored.definition ?? NO_RULES, definition).length > 0;
    return html`
      <div class="scenario">
        <form class="stack" novalidate @submit=${this.submit}>
          <scenario-form .definition=${this.draft} .wrong=${this.wrong} .locked=${!session.may('train')} @changed=${(/** @type {CustomEvent<Definition>} */ event) => {
            this.draft = event.detail;
            this.problem = null;
          }}></scenario-form>
          ${session.may('train') ? this.saving(changed) : html`<p class="muted">Changing a scenario needs a key with the role train or admin.</p>`}
        </form>
        <scenario-preview class="stack" .name=${this.name} .isNew=${this.isNew} .definition=${definition} .version=${stored?.version ?? 0}
          @checked=${(/** @type {CustomEvent} */ event) => {
            this.wrong = event.detail;
          }}></scenario-preview>
      </div>`;
  }

  /** @param {boolean} changed */
  saving(changed) {
    return html`
      <section class="card padded stack">
        ${formProblem(this.problem, this.shown)}
        <div class="field"><label for="reason">Reason of the change</label>
          <input id="reason" maxlength="500" autocomplete="off" placeholder="For the log of versions" .value=${this.reason} @input=${(/** @type {Event} */ event) => (this.reason = valueOf(event))}></div>
        <div class="actions">
          <button class="button primary" ?disabled=${this.busy || !changed}>Save the scenario</button>
          ${changed && this.stored !== null ? html`<button class="button" type="button" @click=${() => this.take(this.stored)}>Discard the changes</button>` : nothing}
        </div>
      </section>`;
  }

  none() {
    return html`${emptyState({
      icon: 'scenarios', title: 'No such scenario', text: 'It may have been deleted. If it was, its versions are below.',
      actions: html`<a class="button" href=${link(['scenarios'])}>All scenarios</a>`,
    })}${this.log()}`;
  }

  log() {
    return html`<scenario-log .name=${this.name} .version=${this.stored?.version ?? null} @changed=${(/** @type {CustomEvent<Scenario>} */ event) => {
      this.take(event.detail);
    }}></scenario-log>`;
  }
}

customElements.define('scenario-view', ScenarioView);
