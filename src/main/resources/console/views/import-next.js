import {html, nothing} from 'lit';
import {get} from '../api/client.js';
import {live} from '../api/live.js';
import {session} from '../api/session.js';
import {progressBar} from '../parts/bars.js';
import {icon} from '../parts/icons.js';
import {Poll} from '../parts/poll.js';
import {View} from '../parts/view.js';
import {link} from '../router.js';
import {draft} from './import-draft.js';

/**
 * @typedef {import('../api/types.js').JobEntry} JobEntry
 * @typedef {import('../api/types.js').TrainingPolicy} TrainingPolicy
 */

const UNFINISHED = ['QUEUED', 'RUNNING'];

/** What follows an import: the training that the policy starts, and the recommendations. */
class ImportNext extends View {

  /** @type {import('lit').PropertyDeclarations} */
  static properties = {
    status: {attribute: false},
    user: {attribute: false},
    policy: {state: true},
    model: {state: true},
    job: {state: true},
  };

  constructor() {
    super();
    /** @type {import('../api/types.js').ImportStatus | null} */
    this.status = null;
    /** @type {string | null} the user of the first row */
    this.user = null;
    /** @type {TrainingPolicy | null} */
    this.policy = null;
    /** @type {{algorithm: string | null, version: number | null} | null} the model that answers; without an algorithm if there is none */
    this.model = null;
    /** @type {JobEntry | null} the latest training since the screen was opened */
    this.job = null;
    new Poll(this, 5000, () => this.load());
  }

  connectedCallback() {
    super.connectedCallback();
    live.listen(change => {
      if (change.kind === 'training') {
        const ended = this.job?.id === change.job.id && !UNFINISHED.includes(change.job.state);
        this.job = change.job;
        if (ended) {
          void this.load();
        }
      }
    }, this.leaving.signal);
  }

  async load() {
    await this.attempt(async () => {
      this.policy = await get('/training-policy', {}, this.leaving.signal);
      this.model = await get('/models/default', {}, this.leaving.signal);
    });
  }

  render() {
    const {status} = this;
    if (status === null) {
      return nothing;
    }
    if (status.rowsRead === 0) {
      return html`
        <section class="card next"><h2>What comes next</h2>
          <p>The catalogue is ready. Now import the ratings or interactions of these items${draft.file === null ? '' : html`: <b>${draft.file.name}</b> waits`}.</p>
          <div class="actions"><a class="button primary" href=${link(['imports'])}>${draft.file === null ? 'Import ratings or interactions' : 'Check the next file'}</a></div>
        </section>`;
    }
    return html`
      <section class="card next">
        <h2>What comes next</h2>
        ${draft.file === null ? nothing : html`<p><b>${draft.file.name}</b> waits for its import. <a href=${link(['imports'])}>Check the next file</a></p>`}
        ${this.training()}
        ${this.recommendations()}
      </section>`;
  }

  training() {
    const {job, policy} = this;
    if (job !== null && UNFINISHED.includes(job.state)) {
      return html`
        <div class="next-step">
          <p><strong>A model is being trained.</strong> <a href=${link(['jobs', job.id])}>Watch the training</a></p>
          ${progressBar(job.progress, 'Progress of the training')}
        </div>`;
    }
    if (policy === null) {
      return nothing;
    }
    const ended = job ?? policy.lastJob;
    return html`
      <div class="next-step">
        <p><strong>${policy.enabled ? 'Palate trains by itself' : 'Automatic training is off'}:</strong> ${policy.enabled ? policy.state : 'train a model, or turn the policy on'}.</p>
        ${ended === null ? nothing : html`<p class="muted"><a href=${link(['jobs', ended.id])}>The last training</a> has ended: ${ended.state.toLowerCase().replaceAll('_', ' ')}.</p>`}
        ${this.model?.algorithm === null && session.may('train') && (!policy.enabled || policy.state.startsWith('waiting:'))
          ? html`<div class="actions"><a class="button" href=${link(['train'])}>Train a model now</a></div>` : nothing}
      </div>`;
  }

  recommendations() {
    const {model, user} = this;
    const served = model !== null && model.algorithm !== null;
    return html`
      <div class="next-step">
        <p>${!served
          ? html`Until a model is in service, every user gets the most popular items.`
          : html`${icon('check')} <strong>${model.algorithm} version ${model.version} is in service.</strong>`}</p>
        <div class="actions">
          <a class="button ${served ? 'primary' : ''}" href=${user === null ? link(['users']) : link(['users', user])}>
            ${user === null ? 'See recommendations for a user' : `See recommendations for user ${user}`}</a>
        </div>
      </div>`;
  }
}

customElements.define('import-next', ImportNext);
