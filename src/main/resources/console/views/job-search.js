import {html, svg} from 'lit';
import {figure, setting, whole} from '../format.js';

/**
 * The trainings of a search.
 *
 * @typedef {import('../api/types.js').Trial} Trial
 * @typedef {import('../api/types.js').Job} Job
 */

const WIDTH = 960;
const HEIGHT = 240;
const TOP = 34;
const BOTTOM = 26;
const SIDE = 60;

/** @param {NonNullable<Job['tuning']>} tuning */
export function trialSection(tuning) {
  const trials = tuning.trials;
  const searched = searchedNames(trials);
  const best = Math.max(...trials.map(trial => trial.score ?? -Infinity));
  return html`
    <section class="card">
      <header><h2>Search</h2><span class="muted">${whole(trials.length)} trainings${tuning.score === null ? '' : `, best ${figure(tuning.score)}`}</span></header>
      <div class="body table-scroll" tabindex="0" role="region" aria-label="Settings of the trainings as lines">${coordinates(trials, searched, best)}</div>
      <div class="table-scroll" tabindex="0" role="region" aria-label="Trainings of the search">
        <table>
          <thead><tr><th scope="col" class="number">Training</th><th scope="col" class="number">Rung</th>
            ${searched.map(name => html`<th scope="col" class="number">${name}</th>`)}<th scope="col" class="number">Score</th></tr></thead>
          <tbody>${trials.map((trial, index) => html`
            <tr>
              <th scope="row" class="number">${index + 1}</th><td class="number">${trial.rung}</td>
              ${searched.map(name => html`<td class="number">${setting(trial.hyperparameters[name])}</td>`)}
              <td class="number">${trial.score === null ? html`<span title=${trial.failure ?? ''}>failed</span>` : trial.score === best ? html`<strong>${figure(trial.score)}</strong>` : figure(trial.score)}</td>
            </tr>`)}
          </tbody>
        </table>
      </div>
    </section>`;
}

/**
 * Parallel coordinates: one vertical axis for each setting that differs and one for the score, one line for each training.
 *
 * @param {Trial[]} trials
 * @param {string[]} names
 * @param {number} best
 */
function coordinates(trials, names, best) {
  const scored = trials.filter(trial => trial.score !== null);
  const axes = [
    ...names.map(name => axis(name, scored.map(trial => trial.hyperparameters[name]))),
    axis('score', scored.map(trial => trial.score)),
  ];
  const step = (WIDTH - 2 * SIDE) / Math.max(1, axes.length - 1);
  return html`
    <svg class="coordinates" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">
      ${axes.map((one, index) => svg`
        <g transform="translate(${SIDE + index * step} 0)">
          <line y1=${TOP} y2=${HEIGHT - BOTTOM}/>
          <text y="14">${one.name}</text><text class="end" y="28">${one.top}</text><text class="end" y=${HEIGHT - 10}>${one.bottom}</text>
        </g>`)}
      ${scored.map((trial, row) => svg`
        <path class=${trial.score === best ? 'best' : ''} d="M${axes.map((one, index) => `${(SIDE + index * step).toFixed(1)} ${heightOf(one.places[row] ?? 0)}`).join('L')}"/>`)}
    </svg>`;
}

/** @param {number} place 0 to 1 */
const heightOf = place => (HEIGHT - BOTTOM - place * (HEIGHT - TOP - BOTTOM)).toFixed(1);

/**
 * Numbers by their size, on a logarithmic axis if they span more than two orders of magnitude; other values by name.
 *
 * @param {string} name
 * @param {any[]} values
 */
function axis(name, values) {
  if (values.every(value => typeof value === 'number')) {
    const least = Math.min(...values);
    const most = Math.max(...values);
    const scale = least > 0 && most / least > 100 ? Math.log : (/** @type {number} */ value) => value;
    const span = scale(most) - scale(least) || 1;
    return {name, top: figure(most), bottom: figure(least), places: values.map(value => (scale(value) - scale(least)) / span)};
  }
  const texts = values.map(setting);
  const known = [...new Set(texts)].sort();
  const places = texts.map(text => known.indexOf(text) / Math.max(1, known.length - 1));
  return {name, top: known[known.length - 1] ?? '', bottom: known[0] ?? '', places};
}

/** @param {Trial[]} trials */
function searchedNames(trials) {
  const names = new Set(trials.flatMap(trial => Object.keys(trial.hyperparameters)));
  return [...names].filter(name => new Set(trials.map(trial => setting(trial.hyperparameters[name]))).size > 1);
}
