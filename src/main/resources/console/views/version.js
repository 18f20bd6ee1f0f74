import {html, nothing} from 'lit';
import {get, path, post, remove} from '../api/client.js';
import {download} from '../api/download.js';
import {session} from '../api/session.js';
import {ago, bytes, figure, metricName, moment, percent, whole} from '../format.js';
import {confirm} from '../parts/confirm.js';
import {icon} from '../parts/icons.js';
import '../parts/line-chart.js';
import {factRow, loading, pageHead, problemNote} from '../parts/page.js';
import {notify} from '../parts/toast.js';
import {View} from '../parts/view.js';
import {go, link} from '../router.js';
import './contender-table.js';
import {chartsOf} from './job-epochs.js';
import {modelWarnings} from './model-warnings.js';
import {protocolCard} from './version-evaluation.js';
import {provenanceCard, settingsCard} from './version-settings.js';

/**
 * @typedef {import('../api/model-types.js').Version} Version
 * @typedef {import('../api/model-types.js').VersionEntry} VersionEntry
 */

/** Algorithms whose networks plain DL4J can express. */
const DL4J = new Set(['autorec', 'vae', 'dae']);

/** One version of a model: what it measured next to the baselines, how it was trained, and whether it is in service. */
class VersionView extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {version: {state: true}, others: {state: true}, compared: {state: true}};

  constructor() {
    super();
    /** @type {Version | null} */
    this.version = null;
    /** @type {VersionEntry[]} the other versions, the newest first */
    this.others = [];
    /** @type {number | null} the other version whose settings are shown */
    this.compared = null;
  }

  get name() {
    return this.route.parts[0] ?? '';
  }

  get url() {
    return path`/models/${this.name}/versions/${this.route.parts[1] ?? ''}`;
  }

  connectedCallback() {
    super.connectedCallback();
    void this.load();
  }

  async load() {
    const {signal} = this.leaving;
    await this.attempt(async () => {
      const [version, all] = await Promise.all([
        get(this.url, {}, signal), get(path`/models/${this.name}/versions`, {size: 200}, signal)]);
      this.version = version;
      this.others = all.items.filter((/** @type {VersionEntry} */ one) => one.version !== version.version);
      this.compared ??= (this.others.find(one => one.active) ?? this.others.find(one => one.version < version.version) ?? this.others[0])?.version ?? null;
    });
  }

  /** @param {Version} version */
  async activate(version) {
    const present = this.others.find(one => one.active)?.version;
    const back = present !== undefined && present > version.version;
    const reason = await confirm({
      title: back ? `Roll back to version ${version.version}?` : `Put version ${version.version} into service?`,
      text: present === undefined
        ? `It answers all requests for ${this.name} within two seconds.`
        : `It replaces version ${present} of ${this.name} in all replicas within two seconds. Version ${present} is kept.`,
      action: back ? 'Roll back' : 'Activate',
      ask: {label: 'Reason, for the list of activations'},
    });
    if (reason === null) {
      return;
    }
    if (await this.attempt(() => post(`${this.url}/activate`, reason.trim() === '' ? {} : {reason}))) {
      notify(`Version ${version.version} of ${this.name} is in service.`);
      await this.load();
    }
  }

  /** @param {Version} version */
  async discard(version) {
    const sure = await confirm({
      title: `Delete version ${version.version} of ${this.name}?`,
      text: 'Its figures and its checkpoint are deleted. This cannot be undone.',
      action: 'Delete the version',
      danger: true,
    });
    if (sure === null) {
      return;
    }
    const done = await this.attempt(async () => {
      await remove(this.url);
      return true;
    });
    if (done) {
      notify(`Version ${version.version} of ${this.name} was deleted.`);
      go(['models', this.name]);
    }
  }

  render() {
    const {version} = this;
    const back = {href: link(['models', this.name]), label: this.name};
    if (version === null) {
      return html`${pageHead({title: `${this.name} version ${this.route.parts[1]}`, back})}${problemNote(this.problem)}${this.busy ? loading() : nothing}`;
    }
    return html`
      ${pageHead({
        title: `${version.algorithm} version ${version.version}`,
        back,
        badge: version.active ? html`<span class="badge dot good">in service</span>` : nothing,
        lead: html`Trained <time title=${moment(version.createdAt)}>${ago(version.createdAt)}</time>${version.jobId === null ? nothing
          : html` by <a href=${link(['jobs', version.jobId])}>this job</a>`}`,
        actions: this.actions(version),
      })}
      <div class="stack">
        ${problemNote(this.problem)}
        ${modelWarnings(version.warnings)}
        ${facts(version)}
        ${version.evaluation.protocols.map(report => protocolCard(report, version.algorithm))}
        ${version.evaluation.selection === null ? nothing : html`<contender-table .selection=${version.evaluation.selection}></contender-table>`}
        ${version.epochs.length === 0 ? nothing : curves(version)}
        ${settingsCard(version, this.others, this.compared, number => {
          this.compared = number;
        })}
        ${provenanceCard(version)}
      </div>`;
  }

  /** @param {Version} version */
  actions(version) {
    const {checkpoint, active} = version;
    const fetchFile = (/** @type {string} */ format) => this.attempt(() => download(`${this.url}/checkpoint?format=${format}`));
    return html`
      ${checkpoint === null ? nothing : html`
        <button class="button" type="button" @click=${() => fetchFile('palate')}>${icon('download')}Checkpoint</button>
        ${DL4J.has(version.algorithm) ? html`<button class="button" type="button" @click=${() => fetchFile('dl4j')}>${icon('download')}DL4J zip</button>` : nothing}`}
      ${!session.may('train') ? nothing : html`
        <a class="button" href=${link(['train', version.algorithm], {from: version.version})}>Train with these settings</a>
        ${active ? nothing : html`<button class="button danger" type="button" ?disabled=${this.busy} @click=${() => this.discard(version)}>Delete</button>`}
        ${active || checkpoint === null ? nothing : html`<button class="button primary" type="button" ?disabled=${this.busy} @click=${() => this.activate(version)}>
          ${this.others.some(one => one.active && one.version > version.version) ? 'Roll back to it' : 'Activate'}</button>`}`}`;
  }
}

/** @param {Version} version */
function facts({score, distinctLists, checkpoint, provenance}) {
  return factRow([
    ...(score === null ? [] : [
      {label: metricName(score.metric), value: figure(score.value)},
      {label: 'Popularity', value: figure(score.popularity), more: `${whole(score.users)} users`},
    ]),
    ...(distinctLists === null ? [] : [{label: 'Distinct lists', value: percent(distinctLists), more: 'of 200 users'}]),
    {label: 'Trained on', value: whole(provenance.ratingCount), more: 'ratings'},
    {label: 'Checkpoint', value: checkpoint === null ? 'deleted' : bytes(checkpoint.byteCount)},
  ]);
}

/** @param {Version} version */
function curves(version) {
  const charts = chartsOf(version.epochs);
  const x = version.epochs.map(epoch => epoch.epoch);
  return html`
    <div class="columns equal ${charts.length % 3 === 1 ? 'halves' : ''}">
      ${charts.map(chart => html`
        <section class="card"><header><h2>${chart.title}</h2><span class="muted small">of each epoch</span></header>
          <div class="body"><line-chart .x=${x} .series=${chart.series} .caption=${`${chart.title} of each epoch`}></line-chart></div>
        </section>`)}
    </div>`;
}

customElements.define('version-view', VersionView);
