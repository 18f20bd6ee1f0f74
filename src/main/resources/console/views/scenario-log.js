import {html, nothing} from 'lit';
import {ApiProblem, get, path, post} from '../api/client.js';
import {session} from '../api/session.js';
import {ago, moment} from '../format.js';
import {confirm} from '../parts/confirm.js';
import {problemNote} from '../parts/page.js';
import {pager} from '../parts/pager.js';
import {notify} from '../parts/toast.js';
import {View} from '../parts/view.js';
import {differences} from './scenario-definition.js';

/** @typedef {import('../api/scenario-types.js').Scenario} Scenario */

const SIZE = 10;

/** All versions of a scenario, with a way back to each. Its event changed has the version that is in use after it. */
class ScenarioLog extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {name: {attribute: false}, version: {attribute: false}, page: {state: true}};

  constructor() {
    super();
    this.name = '';
    /** @type {number | null} the one in use; null if the scenario is deleted */
    this.version = null;
    /** @type {import('../api/client.js').Page<Scenario> | null} */
    this.page = null;
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('version') || changed.has('name')) {
      void this.load(0);
    }
  }

  /** @param {number} page */
  async load(page) {
    this.page = await this.attempt(async () => {
      try {
        return await get(path`/scenarios/${this.name}/versions`, {page, size: SIZE}, this.leaving.signal);
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 404) {
          return null;
        }
        throw error;
      }
    }) ?? null;
  }

  /** @param {Scenario} to */
  async rollBack(to) {
    const reason = await confirm({
      title: `Go back to version ${to.version}?`,
      text: `Its definition becomes a new version of ${this.name}. Lists follow it within two seconds.`,
      action: 'Roll back',
      ask: {label: 'Reason, for the log'},
    });
    if (reason === null) {
      return;
    }
    const body = {version: to.version, ...(reason.trim() === '' ? {} : {reason: reason.trim()})};
    const scenario = await this.attempt(() => post(path`/scenarios/${this.name}/rollback`, body));
    if (scenario) {
      notify(`${this.name} is as in version ${to.version} again.`);
      this.dispatchEvent(new CustomEvent('changed', {detail: scenario}));
    }
  }

  render() {
    const {page} = this;
    return page === null || page.total === 0 ? problemNote(this.problem) : html`
      <section class="card">
        <header><h2>Versions</h2></header>
        ${problemNote(this.problem)}
        <table class="cards versions">
          <thead><tr><th scope="col">Version</th><th scope="col">Changed</th><th scope="col">By</th><th scope="col">What</th><th scope="col">Reason</th>
            <th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
          <tbody>${page.items.map((scenario, index) => this.row(scenario, page.items[index + 1]))}</tbody>
        </table>
        ${pager(page, number => void this.load(number), 'versions')}
      </section>`;
  }

  /**
   * @param {Scenario} scenario
   * @param {Scenario | undefined} before the version before, if it is on the same page
   */
  row(scenario, before) {
    const {version, changedAt, changedBy, reason, definition} = scenario;
    const present = version === this.version;
    return html`
      <tr>
        <td class="first">version ${version}${present ? html` <span class="badge dot good">in use</span>` : nothing}</td>
        <td data-label="Changed"><time title=${moment(changedAt)}>${ago(changedAt)}</time></td>
        <td data-label="By" class="mono muted">${changedBy}</td>
        <td data-label="What">${whatOf(scenario, before)}</td>
        <td class="reason wide">${reason ?? ''}</td>
        <td class=${present || definition === null || !session.may('train') ? 'none' : 'wide'}><div class="actions end">
          ${present || definition === null || !session.may('train') ? nothing : html`
            <button class="button little" type="button" ?disabled=${this.busy} aria-label="Roll back to version ${version}" @click=${() => this.rollBack(scenario)}>Roll back</button>`}
        </div></td>
      </tr>`;
  }
}

/**
 * @param {Scenario} scenario
 * @param {Scenario | undefined} before
 */
function whatOf({version, definition}, before) {
  if (definition === null) {
    return 'deleted';
  }
  if (version === 1 || before?.definition === null) {
    return 'created';
  }
  return before?.definition ? differences(before.definition, definition).join(', ') : '–';
}

customElements.define('scenario-log', ScenarioLog);
