import {html, nothing} from 'lit';
import {ago, figure, metricName, moment, percent, setting, whole} from '../format.js';
import {factRow} from '../parts/page.js';
import {pager} from '../parts/pager.js';
import {link} from '../router.js';

/**
 * What the page of an algorithm shows around its versions.
 *
 * @typedef {import('../api/types.js').AlgorithmOverview} AlgorithmOverview
 * @typedef {import('../api/model-types.js').VersionEntry} VersionEntry
 * @typedef {import('../api/model-types.js').Activation} Activation
 */

const SHOWN_DIFFERENCES = 3;

/** @param {AlgorithmOverview} algorithm */
export function algorithmFacts({activeVersion, score, versions, servedAs}) {
  return factRow([
    {label: 'In service', value: activeVersion === null ? 'none' : `version ${activeVersion}`, more: servedAs ?? nothing},
    ...(score === null ? [] : [
      {label: metricName(score.metric), value: figure(score.value)},
      {label: 'Popularity', value: figure(score.popularity), more: `${whole(score.users)} users`},
      {label: 'Lead over popularity', value: score.popularity === 0 ? figure(score.value) : percent((score.value - score.popularity) / score.popularity)},
    ]),
    {label: 'Versions', value: whole(versions)},
  ]);
}

/**
 * @param {VersionEntry} one
 * @param {Record<string, any> | undefined} reference
 * @param {AlgorithmOverview} algorithm
 */
export function difference(one, reference, algorithm) {
  if (one.active) {
    return 'in service';
  }
  const compared = reference ?? Object.fromEntries(algorithm.hyperparameters.map(spec => [spec.name, spec.defaultValue]));
  const different = algorithm.hyperparameters.map(spec => spec.name)
    .filter(name => setting(one.hyperparameters[name]) !== setting(compared[name]))
    .map(name => `${name} ${setting(one.hyperparameters[name])}`);
  if (different.length === 0) {
    return reference ? 'none' : 'the defaults';
  }
  const more = different.length - SHOWN_DIFFERENCES;
  return html`<span title=${different.join(', ')}>${different.slice(0, SHOWN_DIFFERENCES).join(', ')}${more > 0 ? ` and ${more} more` : nothing}</span>`;
}

/**
 * @param {import('../api/client.js').Page<Activation>} page
 * @param {(page: number) => void} turn
 */
export const activationCard = (page, turn) => html`
  <section class="card">
    <header><h2>Activations</h2></header>
    <table class="cards activations">
      <thead><tr><th scope="col">Activated</th><th scope="col">Replaced</th><th scope="col">By</th>
        <th scope="col">Reason</th><th scope="col" class="number">When</th></tr></thead>
      <tbody>${page.items.map(one => html`
        <tr>
          <td class="first"><a href=${link(['models', one.algorithm, one.version])}>version ${one.version}</a>
            ${one.previousVersion !== null && one.previousVersion > one.version ? html`<span class="badge warn">rollback</span>` : nothing}</td>
          <td data-label="Replaced">${one.previousVersion === null ? '–' : `version ${one.previousVersion}`}</td>
          <td data-label="By">${one.cause === 'job' ? 'a training' : 'a request'}</td>
          <td class="wide reason">${one.reason}</td>
          <td class="number wide" data-label="When"><time title=${moment(one.activatedAt)}>${ago(one.activatedAt)}</time></td>
        </tr>`)}
      </tbody>
    </table>
    ${pager(page, turn, 'activations')}
  </section>`;
