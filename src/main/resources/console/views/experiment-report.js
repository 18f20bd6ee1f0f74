import {html, nothing} from 'lit';
import {day, figure, percent, plural, shortDay, whole} from '../format.js';
import {TONES, progressBar} from '../parts/bars.js';
import {icon} from '../parts/icons.js';
import {intervals} from '../parts/intervals.js';
import '../parts/line-chart.js';
import {METRICS, liftText, listOf, metricOf, shareText} from './experiment-words.js';

/**
 * The parts of an experiment's page that show its report.
 *
 * @typedef {import('../api/experiment-types.js').Experiment} Experiment
 * @typedef {import('../api/experiment-types.js').Report} Report
 * @typedef {import('../api/experiment-types.js').ArmLift} ArmLift
 */

/** @param {number} index of the arm, 0 for the control */
const toneOf = index => /** @type {import('../parts/bars.js').Tone} */ (TONES[index] ?? 'grey');

/** @param {Report} report */
export function conclusion({conclusion: {verdict, sentence}, lifts}) {
  const better = lifts.some(lift => lift.different && (lift.lift ?? 0) > 0);
  const tone = verdict === 'sample-ratio-broken' ? 'bad' : verdict !== 'different' ? '' : better ? 'good' : 'warn';
  return html`<div class="note conclusion ${tone}" role="status">${icon(tone === 'good' ? 'check' : tone === '' ? 'info' : 'warning')}<div>${sentence}</div></div>`;
}

/**
 * How many of the planned users take part.
 *
 * @param {Report} report
 */
export function users({users: present, plannedUsers}) {
  if (plannedUsers === null) {
    return html`<section class="card job-progress"><p><strong>${plural(present, 'user')}</strong>
      <span class="muted">How many are needed can be estimated from the first clicks on.</span></p></section>`;
  }
  const fraction = Math.min(1, present / plannedUsers);
  return html`
    <section class="card job-progress">
      <p><strong>${plural(present, 'user')}</strong> <span class="muted">of about ${plannedUsers.toLocaleString('en', {maximumSignificantDigits: 2})} planned${present < plannedUsers ? html`, ${percent(fraction)}` : ': enough'}</span></p>
      ${progressBar(fraction, 'Users of the planned number')}
    </section>`;
}

/**
 * @param {Report} report
 * @returns {{label: string, value: import('../parts/page.js').Content, more?: import('../parts/page.js').Content}[]}
 */
export const reportFacts = ({metric, sampleRatio: {broken, pValue}, from, to, users: present}) => [
  {label: 'Decided by', value: METRICS[metric].name},
  {label: 'Sample ratio', value: present === 0 ? '–' : broken ? html`<span class="wrong-ratio">broken</span>` : 'fits the shares',
    more: present === 0 ? nothing : html`<span class="nowrap">${pValue < 0.001 ? 'p < 0.001' : `p = ${figure(pValue, 3)}`}</span>`},
  {label: 'Events of', value: from === to ? day(from) : html`${day(from)} <small class="nowrap">to ${day(to)}</small>`},
];

/**
 * What the arms serve and what users did with it.
 *
 * @param {Experiment} experiment
 * @param {Report} report
 */
export const armTable = ({arms}, {metric, arms: rows, lifts}) => html`
  <section class="card">
    <header><h2>Arms</h2></header>
    <table class="cards arm-figures">
      <thead><tr><th scope="col">Arm</th><th scope="col" class="number">Share</th><th scope="col" class="number">Users</th><th scope="col" class="number">Lists</th>
        <th scope="col" class="number">Clicks</th><th scope="col" class="number">${METRICS[metric].name}</th><th scope="col" class="number">Lift</th><th scope="col" class="number">95% interval</th></tr></thead>
      <tbody>${rows.map((row, index) => {
        const lift = lifts.find(one => one.arm === row.arm);
        const arm = arms.find(one => one.name === row.arm);
        return html`
          <tr>
            <td class="first wide"><span class="arm tone-${toneOf(index)}"><span class="swatch"></span><b>${row.arm}</b></span>
              <span class="protocol">${arm === undefined ? nothing : listOf(arm)}</span></td>
            <td class="number" data-label="Share">${shareText(row.share)}</td>
            <td class="number" data-label="Users">${whole(row.users)}</td>
            <td class="number" data-label="Lists">${whole(row.lists)}</td>
            <td class="number" data-label="Clicks">${whole(row.clicked)}</td>
            <td class="number wide" data-label=${METRICS[metric].name}>${metricOf(metric, row)}</td>
            <td class="number wide" data-label="Lift">${index === 0 ? html`<span class="muted">control</span>` : html`<b>${liftText(lift?.lift)}</b>`}</td>
            <td class="number ${index === 0 ? 'none' : 'wide'}" data-label="95% interval">${index === 0 ? nothing : range(lift)}</td>
          </tr>`;
      })}</tbody>
    </table>
  </section>`;

/**
 * The lifts of the whole experiment, whose figures are in the table of the arms.
 *
 * @param {Report} report
 */
export function liftChart({arms, lifts}) {
  const rows = lifts.map((lift, index) => ({name: lift.arm, tone: toneOf(index + 1), estimate: estimateOf(lift)}));
  return rows.every(row => row.estimate === undefined) ? nothing : html`
    <section class="card">
      <header><h2>Lift against ${arms[0]?.arm}</h2><span class="muted small">with 95% intervals, which hold together for all arms</span></header>
      <div class="body lift-chart">${intervals(rows, {zero: true, unit: '%', format: value => liftText(value === undefined ? value : value / 100)})}</div>
    </section>`;
}

/**
 * The lift of one arm by day. A day alone decides nothing.
 *
 * @param {Report} report
 * @param {string} chosen the name of an arm
 * @param {(arm: string) => void} choose
 */
export function liftByDay({lifts, days}, chosen, choose) {
  const index = Math.max(0, lifts.findIndex(lift => lift.arm === chosen));
  const arm = lifts[index]?.arm ?? '';
  const found = days.map(one => one.lifts.find(lift => lift.arm === arm));
  const values = (/** @type {'lift' | 'low' | 'high'} */ field) => found.map(lift => {
    const value = lift?.[field] ?? null;
    return value === null ? null : value * 100;
  });
  const dates = days.map(one => one.day);
  const tone = toneOf(index + 1);
  return html`
    <section class="card">
      <header><h2>Lift by day, in %</h2>
        ${lifts.length < 2 ? nothing : html`<div class="tabs modes" role="group" aria-label="Arm">${lifts.map(lift => html`
          <button type="button" aria-pressed=${lift.arm === arm} @click=${() => choose(lift.arm)}>${lift.arm}</button>`)}</div>`}</header>
      <div class="body stack">
        ${dates.length < 2 ? html`<p class="muted">${plural(dates.length, 'day')} of results so far; from the second day on, a chart shows the lift by day.</p>` : html`
          <line-chart .x=${dates.map((_, at) => at)} .xName=${'day'} .xFormat=${(/** @type {number} */ at) => (dates[at] === undefined ? '' : shortDay(dates[at]))} .zero=${true}
            .format=${(/** @type {number | null | undefined} */ value) => liftText(value === null || value === undefined ? null : value / 100)} .caption=${`Lift of ${arm} by day, in percent, with 95% intervals`}
            .series=${[{label: `lift of ${arm}`, tone, values: values('lift')}, {label: 'lower end', tone, values: values('low'), end: 'low'},
              {label: 'upper end', tone, values: values('high'), end: 'high'}]}></line-chart>
          <p class="muted small">The tinted range is the interval of the day. A day alone decides nothing: read the conclusion.</p>`}
      </div>
    </section>`;
}

/** @param {ArmLift} lift */
const estimateOf = ({lift, low, high}) => (lift === null || low === null || high === null ? undefined : {mean: lift * 100, low: low * 100, high: high * 100});

/** @param {ArmLift | undefined} lift */
const range = lift => (lift === undefined || lift.low === null ? '–' : `${liftText(lift.low)} to ${liftText(lift.high)}`);
