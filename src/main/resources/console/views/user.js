import {html, nothing} from 'lit';
import {get, path, remove} from '../api/client.js';
import {confirm} from '../parts/confirm.js';
import {emptyState, loading, pageHead, problemNote} from '../parts/page.js';
import {notify} from '../parts/toast.js';
import {View} from '../parts/view.js';
import {go, link, replaceQuery} from '../router.js';
import {loadChoices, modelSelect} from './model-choice.js';
import './user-attributes.js';
import './user-history.js';
import './user-lists.js';

/**
 * @typedef {import('./user-lists.js').ComparedList} ComparedList
 * @typedef {{userId: string, ratings: {count: number, mean: number | null}, interactions: {type: string, items: number, events: number}[], attributes: import('../api/types.js').Attributes}} UserSummary
 */

const LENGTH = 12;

/** What one user liked best, and the lists of two or three models for this user side by side. */
class UserView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {lists: {state: true}, summary: {state: true}, choices: {state: true}};

  constructor() {
    super();
    /** @type {ComparedList[] | null} */
    this.lists = null;
    /** @type {UserSummary | null} */
    this.summary = null;
    /** @type {import('./model-choice.js').Choice[] | null} */
    this.choices = null;
  }

  get userId() {
    return this.route.parts[0] ?? '';
  }

  get includeRated() {
    return this.route.query.get('rated') === 'true';
  }

  /** @returns {string[]} the requested ones, two if none is requested and there are as many */
  get models() {
    const asked = (this.route.query.get('models') ?? '').split(',').filter(model => model !== '');
    const known = (this.choices ?? []).filter(choice => choice.active).map(choice => choice.model);
    const first = asked[0] ?? known[0];
    const second = asked[1] ?? known.find(model => model !== first);
    return [first, second, asked[2]].flatMap(model => model ?? []);
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('route')) {
      void this.load();
    }
  }

  async load() {
    await this.attempt(async () => {
      const {signal} = this.leaving;
      this.choices ??= await loadChoices(signal);
      const models = this.models.join(',');
      const [summary, compared] = await Promise.all([
        this.summary ?? get(path`/users/${this.userId}`, {}, signal),
        get(path`/users/${this.userId}/recommendations/comparison`,
          {models, k: LENGTH, includeRated: this.includeRated, explain: true}, signal),
      ]);
      this.summary = summary;
      // Without a model in service, the comparison has no second list: every user gets what is popular.
      this.lists = compared.lists.length > 1 ? compared.lists : [...compared.lists, await this.popular(signal)];
    });
  }

  /** @param {AbortSignal} signal */
  async popular(signal) {
    const list = await get(path`/users/${this.userId}/recommendations`, {k: LENGTH, includeRated: this.includeRated}, signal);
    return {...list, source: list.fallback ?? 'popularity'};
  }

  render() {
    return html`
      ${pageHead({
        title: `User ${this.userId}`,
        back: {href: link(['users']), label: 'Users'},
        lead: 'What this user liked best, and what models recommend next.',
      })}
      <div class="stack">
        ${this.form()}
        ${problemNote(this.problem)}
        ${this.lists === null ? (this.busy ? loading() : this.unknown()) : html`<user-lists class="stack" .lists=${this.lists} .summary=${this.summary} .most=${LENGTH}></user-lists>`}
        ${this.summary === null ? nothing : this.attributeCard(this.summary)}
        ${this.summary === null ? nothing : html`<user-history .userId=${this.userId} .summary=${this.summary} @erase=${this.erase}></user-history>`}
      </div>`;
  }

  /** @param {UserSummary} summary */
  attributeCard(summary) {
    return html`<user-attributes .userId=${this.userId} .stored=${summary.attributes} @saved=${(/** @type {CustomEvent} */ event) => {
      this.summary = {...summary, attributes: event.detail};
    }}></user-attributes>`;
  }

  form() {
    const [first, second, third] = this.models;
    /** @type {import('./model-choice.js').Choice[]} */
    const choices = this.choices ?? [];
    const others = choices.filter(choice => choice.model !== first);
    return html`
      <form class="card card-form" @submit=${this.submit}>
        <div class="field"><label for="user">User id</label>
          <input id="user" name="user" required autocomplete="off" spellcheck="false" .value=${this.userId}></div>
        ${modelSelect({name: 'first', label: 'Model', choices, chosen: first, change: this.choose})}
        ${modelSelect({name: 'second', label: 'Compared with', choices: others, chosen: second, change: this.choose, none: second ? undefined : 'no other model'})}
        ${others.length < 2 ? nothing
          : modelSelect({name: 'third', label: 'And with', choices: others, chosen: third, change: this.choose, none: 'no third model'})}
        <label class="check"><input type="checkbox" name="rated" ?checked=${this.includeRated} @change=${this.choose}>Rank rated items too</label>
        <button class="button primary">Show</button>
      </form>`;
  }

  unknown() {
    return this.problem?.status === 404 ? emptyState({
      icon: 'users',
      title: 'No such user',
      text: 'Ids are compared exactly, with upper and lower case.',
      actions: html`<a class="button primary" href=${link(['users'])}>Find a user</a>`,
    }) : nothing;
  }

  /** @param {Event} event */
  choose(event) {
    this.show(/** @type {HTMLInputElement} */ (event.target).form);
  }

  /** @param {SubmitEvent} event */
  submit(event) {
    event.preventDefault();
    this.show(/** @type {HTMLFormElement} */ (event.target));
  }

  /** @param {HTMLFormElement | null} form */
  show(form) {
    if (form === null) {
      return;
    }
    const values = new FormData(form);
    const query = {models: [...new Set([values.get('first'), values.get('second'), values.get('third')])].filter(Boolean).join(','), rated: values.has('rated')};
    const user = String(values.get('user'));
    if (user === this.userId) {
      replaceQuery(query);
    } else {
      go(['users', user], query);
    }
  }

  async erase() {
    const sure = await confirm({
      title: `Erase user ${this.userId}?`,
      text: 'All ratings and interactions of this user are erased, and can not be restored. Models that learnt from them stay as they are.',
      action: 'Erase the user',
      danger: true,
    });
    if (sure !== null && await this.attempt(async () => [await remove(path`/users/${this.userId}`)])) {
      notify(`User ${this.userId} was erased.`);
      go(['users']);
    }
  }
}

customElements.define('user-view', UserView);
