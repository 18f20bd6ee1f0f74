import {html, nothing} from 'lit';
import {ago, moment, plural} from '../format.js';
import {link} from '../router.js';
import {METRICS, shareText} from './experiment-words.js';

/** @typedef {import('../api/experiment-types.js').Experiment} Experiment */

/** @param {Experiment['state']} state */
export const experimentBadge = state => html`<span class="badge dot ${state === 'running' ? 'busy' : 'plain'}">${state}</span>`;

/**
 * The running experiments first.
 *
 * @param {Experiment[]} experiments
 */
export const experimentList = experiments => experiments.length === 0 ? nothing : html`
  <section class="card">
    <header><h2>${plural(experiments.length, 'experiment')}</h2></header>
    <table class="cards experiments">
      <thead><tr><th scope="col">Name</th><th scope="col">State</th><th scope="col">Arms</th><th scope="col">Decided by</th>
        <th scope="col" class="number">Since</th></tr></thead>
      <tbody>${[...experiments.filter(one => one.state === 'running'), ...experiments.filter(one => one.state === 'ended')].map(row)}</tbody>
    </table>
  </section>`;

/** @param {Experiment} experiment */
function row({name, state, arms, metric, startedAt, endedAt}) {
  const since = endedAt ?? startedAt;
  return html`
    <tr class="clickable">
      <td class="first"><a class="row-link" href=${link(['experiments', name])}>${name}</a></td>
      <td class="state">${experimentBadge(state)}</td>
      <td class="wide" data-label="Arms"><span class="arms">${arms.map(arm => html`<span class="nowrap">${arm.name} <span class="muted">${shareText(arm.share)}</span></span>`)}</span></td>
      <td class="wide" data-label="Decided by">${METRICS[metric].name}</td>
      <td class="number wide" data-label="Since"><time datetime=${since} title=${moment(since)}>${ago(since)}</time></td>
    </tr>`;
}
