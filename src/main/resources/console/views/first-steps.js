import {html, nothing} from 'lit';
import {handover} from '../api/handover.js';
import {live} from '../api/live.js';
import {session} from '../api/session.js';
import {percent, plural, whole} from '../format.js';
import {progressBar} from '../parts/bars.js';
import {fileDrop} from '../parts/file-drop.js';
import {icon} from '../parts/icons.js';
import {go, link} from '../router.js';
import {policySentence} from './policy-sentence.js';

/**
 * What a service without a model shows: import, train, ask. Each step says whether it is done.
 *
 * @param {import('./overview.js').OverviewFigures} figures
 */
export function firstSteps(figures) {
  const preferences = figures.counts.ratings.count + figures.counts.interactions.count;
  return html`
    <ol class="steps">
      ${step(1, 'Import', preferences > 0, importStep(figures))}
      ${step(2, 'Train', false, trainStep(figures, preferences))}
      ${step(3, 'Ask', false, html`<p class="muted">Choose a user and see what the model recommends, and why. Until there is a model, every user gets the most popular items.</p>
        <a class="button" href=${link(['users'])}>Find a user</a>`)}
    </ol>`;
}

/**
 * @param {number} number
 * @param {string} title
 * @param {boolean} done
 * @param {import('lit').TemplateResult} content
 */
const step = (number, title, done, content) => html`
  <li class="card padded ${done ? 'done' : ''}"><h2><span class="step-number">${done ? html`${icon('check')}<span class="visually-hidden">done: </span>` : number}</span>${title}</h2>${content}</li>`;

/** @param {import('./overview.js').OverviewFigures} figures */
function importStep({counts}) {
  const running = [...live.unfinished.values()].find(change => change.kind === 'import');
  if (running?.kind === 'import') {
    const {job} = running;
    return html`<p><a href=${link(['imports', job.id])}>${job.name}</a> is being imported: ${plural(job.rowsRead, 'row')} so far.</p>
      ${progressBar(job.bytesTotal ? job.bytesRead / job.bytesTotal : 0, `Import of ${job.name}`)}`;
  }
  if (counts.ratings.count + counts.interactions.count > 0) {
    return html`<p class="muted">${plural(counts.users.count, 'user')}, ${plural(counts.items.count, 'item')}, ${plural(counts.ratings.count, 'rating')} and ${plural(counts.interactions.count, 'interaction')}.</p>
      ${session.may('write') ? html`<a class="button" href=${link(['imports'])}>Import more</a>` : nothing}`;
  }
  return session.may('write')
    ? html`<p class="muted">A file that says who rated, bought or viewed what.</p>${fileDrop(receive, {hint: 'CSV, NDJSON or MovieLens, also as zip or gzip'})}`
    : html`<p class="muted">A key with the role write can import a file that says who rated, bought or viewed what.</p>`;
}

/** @param {File} file */
function receive(file) {
  handover.put([file]);
  go(['imports']);
}

/**
 * @param {import('./overview.js').OverviewFigures} figures
 * @param {number} preferences
 */
function trainStep({policy, jobs}, preferences) {
  const running = [...live.unfinished.values()].find(change => change.kind === 'training');
  if (running?.kind === 'training') {
    const {job} = running;
    return html`<p><a href=${link(['jobs', job.id])}>${job.algorithm === 'auto' ? 'The best model is being chosen' : `${job.algorithm} is being trained`}</a>${job.state === 'QUEUED' ? ', waiting for its turn' : `: ${percent(job.progress)}`}</p>
      ${progressBar(job.progress, 'Training')}`;
  }
  return html`
    <p class="muted">${preferences === 0 && policy.enabled ? 'The service trains by itself after the import, chooses the best model and puts it into service.' : policy.enabled ? policySentence(policy) : 'The service trains when it is told to.'}</p>
    ${jobs.waiting > 0 ? html`<p class="muted">${whole(jobs.waiting)} waiting</p>` : nothing}
    ${preferences > 0 && session.may('train') ? html`<a class="button" href=${link(['train'])}>Train now</a>` : nothing}`;
}
