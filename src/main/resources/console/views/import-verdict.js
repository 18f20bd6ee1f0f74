import {html, nothing} from 'lit';
import {plural, whole} from '../format.js';
import {icon} from '../parts/icons.js';
import {draft} from './import-draft.js';
import {fixesOf} from './import-fixes.js';
import {changed} from './import-options.js';

/** @typedef {import('../api/types.js').ImportCheck} ImportCheck */

/** A check reads no more. */
const CHECKED_ROWS = 1000;

/**
 * Whether a file can be imported, and what would help.
 *
 * @param {{check: ImportCheck, itemsCheck: ImportCheck | null, busy: boolean, submit: () => void}} parts
 *     `itemsCheck` is the check of the same file as one of items
 */
export function verdictCard({check, itemsCheck, busy, submit}) {
  const {sample} = check;
  const usable = sample.ratings.length + sample.interactions.length + sample.items.length + sample.users.length > 0;
  const tone = check.problems.length === 0 ? 'good' : usable ? 'warn' : 'bad';
  return html`
    <section class="card verdict ${tone}" aria-labelledby="verdict">
      <div>
        <h2 id="verdict">${icon(tone === 'good' ? 'check' : 'warning')} ${title(check, usable)}</h2>
        ${check.problems.map(problem => problemPart(problem, check))}
        ${itemsCheck?.detected ? html`<div class="actions">
          <button class="button little primary" type="button" @click=${() => draft.set({kind: 'items'})}>It is a file of items</button></div>` : nothing}
      </div>
      <button class="button primary" type="button" ?disabled=${!usable || busy} @click=${submit}>Import this file</button>
    </section>`;
}

/**
 * @param {string} problem
 * @param {ImportCheck} check
 */
function problemPart(problem, check) {
  const fixes = fixesOf(problem, check.sample).filter(fix => Object.entries(fix.changes).some(([name, value]) => draft.options[name] !== value));
  return html`
    <p>${problem}</p>
    ${fixes.length === 0 ? nothing : html`<div class="actions">${fixes.map((fix, index) => html`
      <button class="button little ${index === 0 ? 'primary' : ''}" type="button" @click=${() => draft.set(changed(draft.options, fix.changes))}>${fix.label}</button>`)}</div>`}`;
}

/**
 * @param {ImportCheck} check
 * @param {boolean} usable
 */
function title({sample, problems}, usable) {
  if (!usable) {
    return 'The file cannot be imported like this';
  }
  if (problems.length > 0) {
    return 'The file can be imported, but look at this first';
  }
  if (sample.rowsRead === 0) {
    return `${plural(sample.itemsRead, 'item')} can be imported`;
  }
  const rows = `${sample.rowsRead < CHECKED_ROWS ? '' : 'of the first '}${plural(sample.rowsRead, 'row')}`;
  return sample.rowsRejected === 0
    ? `All ${rows} can be imported`
    : `${plural(sample.rowsRead - sample.rowsRejected, 'row')} of ${whole(sample.rowsRead)} can be imported`;
}
