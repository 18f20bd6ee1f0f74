import {html, nothing} from 'lit';
import {get, put} from '../api/client.js';
import {live} from '../api/live.js';
import {session} from '../api/session.js';
import {ago, moment} from '../format.js';
import {loading, pageHead, pairs, problemNote, stateBadge} from '../parts/page.js';
import {notify} from '../parts/toast.js';
import {View} from '../parts/view.js';
import {link} from '../router.js';
import {PROMOTIONS, PROMOTION_HINT, choiceField, focusWrong, formProblem, orderField} from './order-fields.js';
import {policySentence} from './policy-sentence.js';

/** @typedef {import('../api/model-types.js').Policy} Policy */

const RECURRENCES = /** @type {[string, string][]} */ ([
  ['PT1H', 'Every hour'], ['PT6H', 'Every 6 hours'], ['P1D', 'Every day'], ['P7D', 'Every week'], ['0 0 3 * * *', 'Every night at 3, UTC'], ['never', 'Never'],
]);
const OTHER = 'other';

/** When the service trains by itself, and what. */
class PolicyView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {policy: {state: true}, draft: {state: true}, algorithms: {state: true}, wrong: {state: true}, shown: {state: true}, typed: {state: true}};

  constructor() {
    super();
    /** @type {Policy | null} as the service has it */
    this.policy = null;
    /** @type {Record<string, any>} as the form has it */
    this.draft = {};
    /** @type {string[]} */
    this.algorithms = [];
    /** @type {Record<string, string>} problems by field */
    this.wrong = {};
    /** How many problems are shown at fields. */
    this.shown = 0;
    /** Whether the recurrence is typed in place of chosen. */
    this.typed = false;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.load();
    live.listen(change => {
      if (change.job.endedAt !== null || change.job.state === 'RUNNING') {
        void this.follow();
      }
    }, this.leaving.signal);
  }

  async load() {
    const {signal} = this.leaving;
    await this.attempt(async () => {
      const [policy, algorithms] = await Promise.all([get('/training-policy', {}, signal), get('/models', {size: 1000}, signal)]);
      this.algorithms = algorithms.items.map((/** @type {{algorithm: string}} */ one) => one.algorithm);
      this.take(policy);
    });
  }

  /** Reads what the policy does now, and leaves the form as it is. */
  async follow() {
    this.policy = await this.attempt(() => get('/training-policy', {}, this.leaving.signal)) ?? this.policy;
  }

  /** @param {Policy} policy */
  take(policy) {
    this.policy = policy;
    const {lastJob: _, nextDue: __, state: ___, ...draft} = policy;
    this.draft = draft;
    this.typed = !RECURRENCES.some(([every]) => every === policy.every);
  }

  /**
   * @param {string} name
   * @param {any} value
   */
  change(name, value) {
    this.draft = {...this.draft, [name]: value};
  }

  /** @param {Event} event */
  async submit(event) {
    event.preventDefault();
    this.wrong = {};
    const {budget, ...draft} = this.draft;
    const policy = await this.attempt(() => put('/training-policy', {...draft, ...(Object.keys(budget ?? {}).length > 0 && {budget})}));
    if (policy) {
      this.take(policy);
      notify('The training policy was saved.');
      return;
    }
    this.wrong = Object.fromEntries((this.problem?.errors ?? []).map(({field, message}) => [field, message]));
    await this.updateComplete;
    this.shown = focusWrong(this);
  }

  render() {
    const {policy} = this;
    return html`
      ${pageHead({
        title: 'Training policy',
        back: {href: link(['models']), label: 'Models'},
        badge: policy === null ? nothing : policy.enabled ? html`<span class="badge dot good">on</span>` : html`<span class="badge dot">off</span>`,
        lead: 'When the service trains by itself, and what.',
      })}
      <div class="stack">
        ${policy === null ? html`${problemNote(this.problem)}${this.busy ? loading() : nothing}` : html`${now(policy)}${this.form()}`}
      </div>`;
  }

  form() {
    const {draft, wrong} = this;
    const auto = draft.algorithm === 'auto';
    const field = (/** @type {import('./order-fields.js').Field} */ one, /** @type {(value: any) => any} */ read = value => value) =>
      orderField(one, draft[one.name], value => this.change(one.name, read(value)), wrong[one.name]);
    return html`
      <form novalidate @submit=${this.submit}><fieldset class="stack" ?disabled=${!session.may('train')}>
        <legend class="visually-hidden">Policy</legend>
        <section class="card"><header><h2>When</h2></header>
          <div class="body stack">
            <div>${this.check('enabled', 'The service trains by itself')}
              ${this.check('afterImport', 'After each import that wrote ratings or interactions')}</div>
            <div class="setting-fields">
              ${this.recurrence()}
              ${orderField({name: 'whenChanged', label: 'After changes of that many percent', placeholder: '5', hint: 'Of the ratings, since the last training; at most once an hour. 0: never.'},
                typeof draft.whenChanged === 'number' ? Math.round(draft.whenChanged * 1e6) / 1e4 : draft.whenChanged,
                value => this.change('whenChanged', typeof value === 'number' ? value / 100 : value), wrong.whenChanged)}
              ${field({name: 'minimumInteractions', label: 'Least data', placeholder: '1000', hint: 'Ratings and interactions below which nothing is trained.'})}
            </div>
          </div></section>
        <section class="card"><header><h2>What</h2></header>
          <div class="body setting-fields">
            ${choiceField('algorithm', 'Algorithm', [['auto', 'The best one, automatically'], ...this.algorithms.map(one => /** @type {[string, string]} */ ([one, one]))],
              {value: draft.algorithm, problem: wrong.algorithm, change: value => {
                this.change('algorithm', value);
                this.change('budget', null);
              }})}
            ${orderField({name: 'budget.minutes', label: auto ? 'Minutes for everything' : 'Minutes of a search before the training', placeholder: auto ? '15' : 'no search',
              hint: auto ? 'Kept to within a tenth.' : 'Empty: the settings of the algorithm are used without a search.'},
              draft.budget?.minutes, value => this.change('budget', value === undefined ? null : {...draft.budget, minutes: value}), wrong['budget.minutes'])}
            ${choiceField('promote', 'Put the new version into service', PROMOTIONS, {value: draft.promote, problem: wrong.promote, hint: PROMOTION_HINT, change: value => this.change('promote', value)})}
          </div></section>
        ${formProblem(this.problem, this.shown)}
        ${session.may('train') ? html`<div class="actions"><button class="button primary" ?disabled=${this.busy}>Save the policy</button></div>`
          : html`<p class="muted">Changing the policy needs a key with the role train or admin.</p>`}
      </fieldset></form>`;
  }

  /**
   * @param {string} name
   * @param {string} label
   */
  check(name, label) {
    return html`<label class="check"><input type="checkbox" .checked=${this.draft[name] ?? false}
      @change=${(/** @type {Event} */ event) => this.change(name, /** @type {HTMLInputElement} */ (event.target).checked)}>${label}</label>`;
  }

  recurrence() {
    const {every} = this.draft;
    return html`
      ${choiceField('recurrence', 'Regularly', [...RECURRENCES, [OTHER, 'Another interval or time']],
        {value: this.typed ? OTHER : every, hint: 'If something has changed since the last training.', change: value => {
          this.typed = value === OTHER;
          if (value !== OTHER) {
            this.change('every', value);
          }
        }})}
      ${this.typed ? orderField({name: 'every', label: 'Interval or time', kind: 'text', hint: 'A duration such as PT12H or P2D, or a cron expression of six fields in UTC such as 0 30 2 * * MON.', placeholder: 'P1D'},
        every, value => this.change('every', value ?? 'P1D'), this.wrong.every) : nothing}`;
  }
}

/** @param {Policy} policy */
const now = policy => html`
  <section class="card"><header><h2>Now</h2></header><div class="body stack">
    <p>${policySentence(policy)}</p>
    ${pairs([
      ['next due', policy.nextDue === null ? 'not by time' : html`<time title=${moment(policy.nextDue)}>${ago(policy.nextDue)}</time>`],
      ['last training of the policy', policy.lastJob === null ? 'none' : html`<a href=${link(['jobs', policy.lastJob.id])}>${ago(policy.lastJob.time)}</a> ${stateBadge(policy.lastJob.state)}`],
      ...(policy.lastJob?.reason ? [/** @type {[string, string]} */ (['its reason', policy.lastJob.reason])] : []),
    ])}
  </div></section>`;

customElements.define('policy-view', PolicyView);
