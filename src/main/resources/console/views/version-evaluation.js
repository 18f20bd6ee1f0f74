import {html} from 'lit';
import {exact, plural, whole, words} from '../format.js';
import {TONES} from '../parts/bars.js';
import '../parts/metric-figures.js';

/**
 * What a version measured under one protocol, next to the baselines.
 *
 * @typedef {import('../api/model-types.js').ProtocolReport} ProtocolReport
 */

/**
 * @param {ProtocolReport} report
 * @param {string} algorithm of the version
 */
export function protocolCard(report, algorithm) {
  const columns = report.results.map((result, index) => ({
    name: result.algorithm,
    tone: index === 0 ? TONES[0] ?? 'blue' : /** @type {const} */ ('grey'),
    metrics: result.metrics,
  }));
  const name = words(report.protocol);
  return html`
    <section class="card">
      <header><h2>${name[0]?.toUpperCase()}${name.slice(1)}</h2><span class="muted small">${conditions(report)}</span></header>
      <div class="body stack">
        <p class="muted note-text">${report.note}</p>
        <metric-figures .columns=${columns} .caption=${`${algorithm} and the baselines, measured by ${name}`}></metric-figures>
      </div>
    </section>`;
}

/** @param {ProtocolReport} report */
export const conditions = report => [
  plural(report.testUsers, 'test user'),
  `trained on ${whole(report.trainUsers)}`,
  report.skippedUsers === 0 ? null : `${whole(report.skippedUsers)} left out`,
  `relevant from ${exact(report.threshold)}`,
].filter(Boolean).join(' · ');
