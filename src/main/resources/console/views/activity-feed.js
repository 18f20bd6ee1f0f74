import {html, nothing} from 'lit';
import {get} from '../api/client.js';
import {ago, moment} from '../format.js';
import {icon} from '../parts/icons.js';
import {problemNote} from '../parts/page.js';
import {View} from '../parts/view.js';
import {link} from '../router.js';

/**
 * @typedef {object} Activity
 * @property {string} time
 * @property {'training-started' | 'training-ended' | 'import-ended' | 'activation' | 'key-created' | 'key-revoked'} type
 * @property {string | null} state
 * @property {string} text
 * @property {string | null} jobId
 * @property {string | null} algorithm
 * @property {number | null} version
 */

const SIZE = 12;

/** @type {Record<string, import('../parts/icons.js').IconName>} */
const ICONS = {
  'training-started': 'jobs', 'training-ended': 'jobs', 'import-ended': 'imports', activation: 'models', 'key-created': 'keys', 'key-revoked': 'keys',
};

/** The latest events of the service, newest first. It reads again when `ended` changes. */
class ActivityFeed extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {ended: {attribute: false}, items: {state: true}, next: {state: true}};

  constructor() {
    super();
    this.ended = 0;
    /** @type {Activity[]} */
    this.items = [];
    /** @type {string | null} */
    this.next = null;
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('ended')) {
      void this.load(null);
    }
  }

  /** @param {string | null} since the time of the last entry, to read older ones */
  async load(since) {
    const found = await this.attempt(() => get('/activity', {before: since, size: SIZE}, this.leaving.signal));
    if (found) {
      this.items = since === null ? found.items : [...this.items, ...found.items];
      this.next = found.nextBefore;
    }
  }

  render() {
    return html`
      <section class="card">
        <header><h2>Latest events</h2></header>
        ${problemNote(this.problem)}
        ${this.items.length === 0 && !this.busy ? html`<p class="loading">Nothing has happened yet.</p>` : nothing}
        <ol class="activity">${this.items.map(entry => html`
          <li class=${entry.state === 'FAILED' ? 'bad' : ''}>${icon(ICONS[entry.type] ?? 'info')}<span>${addressOf(entry) === null ? entry.text : html`<a href=${addressOf(entry)}>${entry.text}</a>`}</span>
            <time class="muted small" title=${moment(entry.time)}>${ago(entry.time)}</time></li>`)}</ol>
        ${this.next === null ? nothing : html`<div class="pager"><button class="button little" type="button" ?disabled=${this.busy} @click=${() => this.load(this.next)}>Show older events</button></div>`}
      </section>`;
  }
}

/** @param {Activity} entry */
function addressOf({type, jobId, algorithm, version}) {
  if (type === 'activation' && algorithm !== null && version !== null) {
    return link(['models', algorithm, version]);
  }
  return jobId === null ? null : link([type === 'import-ended' ? 'imports' : 'jobs', jobId]);
}

customElements.define('activity-feed', ActivityFeed);
