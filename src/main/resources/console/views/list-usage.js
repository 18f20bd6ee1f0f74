import {html, nothing} from 'lit';
import {percent, whole} from '../format.js';
import {link} from '../router.js';

/**
 * What users did with the lists of one version.
 *
 * @typedef {object} Usage
 * @property {string} model
 * @property {number | null} version
 * @property {'active' | 'test' | null} arm
 * @property {number} answers
 * @property {number} shown
 * @property {number} clicked
 * @property {number} rated
 * @property {number | null} clickThroughRate
 * @property {number | null} hitRate
 */

/**
 * @param {Usage[]} usage
 * @param {number} days
 */
export function usageTable(usage, days) {
  return html`
    <section class="card">
      <header><h2>Lists in use</h2><span class="muted small">the last ${days} days</span></header>
      ${usage.length === 0 ? html`
        <div class="body stack"><p class="muted">No feedback was reported. Each list has an id: report which of its items a user saw and clicked.</p>
        <pre tabindex="0" aria-label="Example call">curl -X POST -H 'Content-Type: application/json' \\
  -d '{"events": [{"type": "shown", "itemId": "50"}, {"type": "clicked", "itemId": "50"}]}' \\
  ${new URL('../recommendations/RECOMMENDATION_ID/events', document.baseURI).href}</pre></div>` : html`
        <table class="cards">
          <thead><tr><th scope="col">Model</th><th scope="col" class="number">Lists</th><th scope="col" class="number">Items shown</th>
            <th scope="col" class="number">Clicks</th><th scope="col" class="number">Click-through rate</th><th scope="col" class="number">Hit rate</th></tr></thead>
          <tbody>${usage.map(row => html`
            <tr>
              <td class="first wide">${row.version === null ? row.model : html`<a class="row-link" href=${link(['models', row.model, row.version])}>${row.model} version ${row.version}</a>`}
                ${row.arm === null ? nothing : html`<span class="badge">${row.arm === 'test' ? 'under test' : 'active'}</span>`}</td>
              <td class="number" data-label="Lists">${whole(row.answers)}</td>
              <td class="number" data-label="Shown">${whole(row.shown)}</td>
              <td class="number" data-label="Clicks">${whole(row.clicked)}</td>
              <td class="number wide" data-label="Click-through rate">${percent(row.clickThroughRate, 1)}</td>
              <td class="number wide" data-label="Hit rate">${percent(row.hitRate, 1)}</td>
            </tr>`)}
          </tbody>
        </table>
        <p class="body muted small foot">Click-through rate: the share of the shown items that were clicked. Hit rate: the share of the lists of which a shown item was clicked or rated.</p>`}
    </section>`;
}
