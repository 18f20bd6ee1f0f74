import {html, nothing} from 'lit';
import {icon} from './icons.js';

/**
 * The parts that every screen begins with, and what it shows when there is nothing else to show.
 *
 * @typedef {import('lit').TemplateResult | typeof import('lit').nothing | string} Content
 */

/**
 * The head of a screen. The heading gets the focus after a navigation.
 *
 * @param {{title: Content, lead?: Content, back?: {href: string, label: string}, badge?: Content, actions?: Content}} parts
 */
export const pageHead = ({title, lead = nothing, back, badge = nothing, actions = nothing}) => html`
  <header class="page-head">
    <div>
      ${back ? html`<a class="back" href=${back.href}>← ${back.label}</a>` : nothing}
      <h1 tabindex="-1">${title}${badge === nothing ? nothing : html` ${badge}`}</h1>
      ${lead === nothing ? nothing : html`<p class="lead">${lead}</p>`}
    </div>
    ${actions === nothing ? nothing : html`<div class="actions">${actions}</div>`}
  </header>`;

/** @param {import('../api/client.js').ApiProblem | null} problem */
export function problemNote(problem) {
  if (problem === null) {
    return nothing;
  }
  const others = problem.errors.map(error => `${error.field} ${error.message}`).filter(text => !problem.message.includes(text));
  return html`
    <div class="note bad" role="alert">${icon('warning')}<div>${problem.message}
      ${others.length === 0 ? nothing : html`<ul>${others.map(text => html`<li>${text}</li>`)}</ul>`}
    </div></div>`;
}

/** @param {string[]} warnings */
export const warningNotes = warnings => warnings.map(warning => html`
  <div class="note warn">${icon('warning')}<div>${warning}</div></div>`);

/**
 * Says that there is nothing yet, and what to do next.
 *
 * @param {{icon: import('./icons.js').IconName, title: string, text: Content, actions?: Content}} parts
 */
export const emptyState = ({icon: name, title, text, actions = nothing}) => html`
  <section class="card empty">
    ${icon(name, 36)}
    <h2>${title}</h2>
    <p>${text}</p>
    ${actions === nothing ? nothing : html`<div class="actions">${actions}</div>`}
  </section>`;

/** @param {string} [what] */
export const loading = (what = 'Loading') => html`<p class="loading" role="status">${what} …</p>`;

/** @type {Record<string, string>} */
const TONES = {
  QUEUED: 'plain',
  RUNNING: 'busy',
  SUCCEEDED: 'good',
  SUCCEEDED_WITH_WARNINGS: 'warn',
  FAILED: 'bad',
  CANCELLED: 'plain',
};

/** @type {Record<string, string>} */
const NAMES = {QUEUED: 'waiting', SUCCEEDED_WITH_WARNINGS: 'warnings'};

/** @param {string} state of a job of any kind */
export const stateBadge = state =>
  html`<span class="badge dot ${TONES[state] ?? 'plain'}">${NAMES[state] ?? state.toLowerCase()}</span>`;

/**
 * Labelled figures in a row.
 *
 * @param {{label: string, value: Content, more?: Content}[]} facts
 */
export const factRow = facts => html`
  <dl class="card facts">
    ${facts.map(({label, value, more = nothing}) => html`
      <div><dt>${label}</dt><dd>${value}${more === nothing ? nothing : html` <small>${more}</small>`}</dd></div>`)}
  </dl>`;

/** @param {[string, Content][]} entries */
export const pairs = entries => html`
  <dl class="pairs">${entries.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;

/**
 * @param {import('../api/types.js').Item['categories']} categories
 * @param {number} [most]
 */
export const categoryChips = (categories, most = 2) => html`
  <span class="chips">
    ${categories.slice(0, most).map(category => html`<span class="chip">${category}</span>`)}
    ${categories.length > most ? html`<span class="chip" title=${categories.slice(most).join(', ')}>+${categories.length - most}</span>` : nothing}
  </span>`;
