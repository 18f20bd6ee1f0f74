import {html, nothing} from 'lit';
import {get, path} from '../api/client.js';
import {plural, words} from '../format.js';
import {TONES} from '../parts/bars.js';
import '../parts/metric-figures.js';
import {emptyState, loading, pageHead, problemNote, warningNotes} from '../parts/page.js';
import {View} from '../parts/view.js';
import {link, replaceQuery} from '../router.js';
import {curvesCard, doubts, nameOf, settingsTable} from './compare-parts.js';

/**
 * @typedef {import('../api/model-types.js').Version} Version
 * @typedef {import('./compare-parts.js').Compared} Compared
 */

const MOST = 5;

/** @param {Version} version */
const idOf = version => `${version.algorithm}:${version.version}`;

/** Two to five versions, of any algorithms, by one protocol: figures with intervals, curves of the epochs, and different settings. */
class CompareView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {versions: {state: true}, choices: {state: true}};

  constructor() {
    super();
    /** @type {Version[] | null} */
    this.versions = null;
    /** @type {string[]} all versions as algorithm:version */
    this.choices = [];
  }

  get ids() {
    return (this.route.query.get('versions') ?? '').split(',').filter(id => /.:\d+$/.test(id)).slice(0, MOST);
  }

  connectedCallback() {
    super.connectedCallback();
    void this.loadChoices();
  }

  /** @param {import('lit').PropertyValues} changed */
  willUpdate(changed) {
    if (changed.has('route')) {
      void this.load();
    }
  }

  async load() {
    const found = await this.attempt(() => Promise.all(this.ids.map(id => {
      const [algorithm = '', version = ''] = id.split(/:(?=\d+$)/);
      return get(path`/models/${algorithm}/versions/${version}`, {}, this.leaving.signal);
    })));
    this.versions = found ?? this.versions;
  }

  async loadChoices() {
    const {signal} = this.leaving;
    await this.attempt(async () => {
      /** @type {import('../api/types.js').AlgorithmOverview[]} */
      const algorithms = (await get('/models', {size: 1000}, signal)).items;
      const lists = await Promise.all(algorithms.filter(one => one.versions > 0).map(async ({algorithm}) => {
        const {items} = await get(path`/models/${algorithm}/versions`, {size: 50}, signal);
        return items.map((/** @type {{version: number}} */ {version}) => `${algorithm}:${version}`);
      }));
      this.choices = lists.flat();
    });
  }

  /** @param {{ids?: string[], protocol?: string}} change */
  show({ids = this.ids, protocol = this.protocol}) {
    replaceQuery({versions: ids.join(','), protocol});
  }

  /** The requested protocol, or the first one by which all versions were measured. */
  get protocol() {
    const lists = (this.versions ?? []).map(version => version.evaluation.protocols.map(report => report.protocol));
    const all = [...new Set(lists.flat())];
    const requested = this.route.query.get('protocol');
    const shared = (/** @type {string} */ one) => lists.filter(list => list.includes(one)).length;
    return requested !== null && all.includes(requested) ? requested : all.sort((a, b) => shared(b) - shared(a))[0] ?? '';
  }

  render() {
    return html`
      ${pageHead({
        title: 'Compare versions',
        back: {href: link(['models']), label: 'Models'},
        lead: 'Two to five versions by one protocol. Figures of different protocols say different things and are never shown together.',
      })}
      <div class="stack">
        ${problemNote(this.problem)}
        ${this.versions === null ? (this.busy ? loading() : nothing) : html`${this.form(this.versions)}${this.result(this.versions)}`}
      </div>`;
  }

  /** @param {Version[]} versions */
  form(versions) {
    const protocols = [...new Set(versions.flatMap(version => version.evaluation.protocols.map(report => report.protocol)))];
    const left = this.choices.filter(id => !this.ids.includes(id));
    return html`
      <section class="card padded compare-form">
        <ul class="chosen">${versions.map((version, index) => html`
          <li class="tone-${TONES[index]}"><span class="swatch"></span><a href=${link(['models', version.algorithm, version.version])}>${nameOf(version)}</a>
            <button class="button plain little" type="button" aria-label=${`Remove ${nameOf(version)}`}
              @click=${() => this.show({ids: this.ids.filter(id => id !== idOf(version))})}>×</button></li>`)}
        </ul>
        <div class="form-row">
          <div class="field"><label for="add">Add a version</label>
            <select id="add" ?disabled=${versions.length >= MOST || left.length === 0} @change=${(/** @type {Event} */ event) => {
              const select = /** @type {HTMLSelectElement} */ (event.target);
              this.show({ids: [...this.ids, select.value]});
              select.value = '';
            }}>
              <option value="">${versions.length >= MOST ? 'Five are enough' : 'Choose'}</option>
              ${left.map(id => html`<option value=${id}>${id.replace(/:(\d+)$/, ' version $1')}</option>`)}
            </select></div>
          <div class="field"><label for="protocol">Protocol</label>
            <select id="protocol" ?disabled=${protocols.length < 2} @change=${(/** @type {Event} */ event) =>
              this.show({protocol: /** @type {HTMLSelectElement} */ (event.target).value})}>
              ${protocols.map(one => html`<option value=${one} ?selected=${one === this.protocol}>${words(one)}</option>`)}
            </select></div>
        </div>
      </section>`;
  }

  /** @param {Version[]} versions */
  result(versions) {
    const {protocol} = this;
    /** @type {Compared[]} */
    const compared = versions.flatMap((version, index) => {
      const report = version.evaluation.protocols.find(one => one.protocol === protocol);
      return report ? [{version, report, tone: TONES[index] ?? 'grey'}] : [];
    });
    if (versions.length < 2) {
      return emptyState({icon: 'models', title: 'Choose at least two versions', text: 'Add versions above, or mark them in the list of an algorithm.'});
    }
    const missing = versions.filter(version => !compared.some(one => one.version === version));
    const columns = compared.map(({version, report, tone}) => ({name: nameOf(version), tone, metrics: report.results[0]?.metrics ?? {}}));
    const baseline = compared[0]?.report.results.find(result => result.algorithm === 'popularity');
    return html`
      ${missing.length === 0 ? nothing : warningNotes([`${missing.map(nameOf).join(' and ')} ${missing.length === 1 ? 'was' : 'were'} not measured by ${words(protocol)}.`])}
      ${warningNotes(doubts(compared))}
      <section class="card">
        <header><h2>Figures</h2><span class="muted small">${words(protocol)}${compared[0] ? `, ${plural(compared[0].report.testUsers, 'test user')}` : nothing}</span></header>
        <div class="body"><metric-figures .caption=${`Versions compared by ${words(protocol)}`}
          .columns=${baseline ? [...columns, {name: 'popularity', tone: 'grey', metrics: baseline.metrics}] : columns}></metric-figures></div>
      </section>
      ${curvesCard(compared)}
      ${settingsTable(compared)}`;
  }
}

customElements.define('compare-view', CompareView);
