import {html, nothing} from 'lit';
import {exact, moment, plural, whole} from '../format.js';
import {categoryChips} from '../parts/page.js';
import {COLUMNS, detectedOf, typesOf} from './import-options.js';
import {columnName} from './import-form.js';

/**
 * What is in a file, as tables.
 *
 * @typedef {import('../api/types.js').ImportCheck} ImportCheck
 * @typedef {import('./import-draft.js').Options} Options
 * @typedef {import('../parts/page.js').Content} Content
 */

/**
 * The first rows as the file has them; each column says what it is read as.
 *
 * @param {NonNullable<ImportCheck['preview']>} preview
 * @param {import('./import-options.js').Kind} kind
 * @param {ImportCheck} check
 * @param {Options} options
 */
export function previewTable(preview, kind, check, options) {
  const found = detectedOf(check, kind)?.columns ?? {};
  const attributes = [...(options.attributeColumns ?? '').split(',').map(name => name.replace(/:\w+$/, '')), found.attributes];
  /** @param {string} column */
  const role = column => COLUMNS[kind].find(({option, key}) => (options[option] ?? found[key]) === column)?.label
    ?? (attributes.includes(column) ? 'Attribute' : undefined);
  const withoutHeader = preview.text.header === false;
  return html`
    <section class="card">
      <header><h2>First rows of the file</h2><span class="muted small">${plural(preview.columns.length, 'column')}</span></header>
      <div class="table-scroll" tabindex="0" role="region" aria-label="First rows of the file">
        <table class="preview">
          <thead><tr>${preview.columns.map(column => html`
            <th scope="col">${columnName(column, withoutHeader)}<br>
              ${role(column) ? html`<span class="badge accent">${role(column)}</span>` : html`<span class="unused">not imported</span>`}</th>`)}</tr></thead>
          <tbody>${preview.firstRows.map(row => html`
            <tr>${preview.columns.map(column => html`<td class=${role(column) ? nothing : 'muted'} title=${row[column] ?? ''}>${row[column] ?? ''}</td>`)}</tr>`)}</tbody>
        </table>
      </div>
    </section>`;
}

/** @param {ImportCheck['sample']} sample the first rows as the service would store them */
export function storedTable(sample) {
  if (sample.ratings.length > 0) {
    return stored('How the ratings are stored', ['User', 'Item', 'Rating', 'Time'], sample.ratings.slice(0, 5).map(rating =>
      [rating.userId, rating.itemId, exact(rating.value), moment(rating.ratedAt)]));
  }
  if (sample.interactions.length > 0) {
    return stored('How the interactions are stored', ['User', 'Item', 'Type', 'Value', 'Time'], sample.interactions.slice(0, 5).map(one =>
      [one.userId, one.itemId, one.type, exact(one.value), moment(one.at)]));
  }
  if (sample.items.length > 0) {
    return stored('How the items are stored', ['Item', 'Title', 'Year', 'Categories'], sample.items.slice(0, 5).map(item =>
      [item.id, item.title, item.year === null ? '–' : String(item.year), categoryChips(item.categories, 4)]));
  }
  if (sample.users.length > 0) {
    return stored('What is added to the users', ['User', 'Attributes'], sample.users.slice(0, 5).map(({userId, attributes}) =>
      [userId, Object.entries(attributes).map(([name, value]) => `${name}: ${String(value)}`).join('; ') || '–']));
  }
  return nothing;
}

/**
 * @param {string} title
 * @param {string[]} names
 * @param {Content[][]} rows
 */
const stored = (title, names, rows) => html`
  <section class="card">
    <header><h2>${title}</h2></header>
    <div class="table-scroll" tabindex="0" role="region" aria-label=${title}>
      <table class="preview">
        <thead><tr>${names.map(name => html`<th scope="col">${name}</th>`)}</tr></thead>
        <tbody>${rows.map(row => html`<tr>${row.map(value => html`<td>${value}</td>`)}</tr>`)}</tbody>
      </table>
    </div>
  </section>`;

/**
 * @param {import('../api/types.js').Rejection[]} rejections
 * @param {number} count
 */
export const rejectedTable = (rejections, count) => html`
  <section class="card">
    <header><h2>Rejected rows</h2><span class="muted small">${count > rejections.length ? 'the first of ' : ''}${plural(count, 'row')}</span></header>
    ${rejectionRows(rejections)}
  </section>`;

/** @param {import('../api/types.js').Rejection[]} rejections */
export const rejectionRows = rejections => html`
  <table class="cards rejections">
    <thead><tr><th scope="col" class="number">Line</th><th scope="col">Reason</th><th scope="col">Text</th></tr></thead>
    <tbody>${rejections.map(({file, line, text, reason}) => html`
      <tr>
        <td class="number first" title=${file}><span class="muted">line</span> ${whole(line)}</td>
        <td class="wide reason">${reason}</td>
        <td class="wide text"><code>${text}</code></td>
      </tr>`)}</tbody>
  </table>`;

/**
 * The types that the first rows contain, and what each of them is.
 *
 * @param {import('../api/types.js').FoundType[]} found
 * @param {string[]} known
 * @param {Options} options
 * @param {(text: string, type: string | null | undefined) => void} map
 */
export function typesTable(found, known, options, map) {
  const mapped = typesOf(options);
  /** @param {import('../api/types.js').FoundType} one */
  const choice = ({text, type, ignored}) => html`
    <select aria-label="Interaction type of ${text}" aria-invalid=${type === null && !ignored ? 'true' : nothing} @change=${(/** @type {Event} */ event) => {
      const value = /** @type {HTMLSelectElement} */ (event.target).value;
      map(text, value === '' ? undefined : value === '-' ? null : value.slice(1));
    }}>
      <option value="" .selected=${!(text in mapped)}>${text in mapped ? 'recognise it' : type === null ? 'unknown: rows are rejected' : `${type} (recognised)`}</option>
      ${known.map(name => html`<option value=${`=${name}`} .selected=${mapped[text] === name}>${name}</option>`)}
      <option value="-" .selected=${mapped[text] === null}>leave these rows out</option>
    </select>`;
  return html`
    <section class="card">
      <header><h2>Types of the interactions</h2><span class="muted small">in the first rows</span></header>
      <table class="types">
        <thead><tr><th scope="col">In the file</th><th scope="col" class="number">Rows</th><th scope="col">Interaction type</th></tr></thead>
        <tbody>${found.map(one => html`
          <tr><td><code>${one.text || '(empty)'}</code></td><td class="number">${whole(one.rows)}</td><td>${choice(one)}</td></tr>`)}</tbody>
      </table>
    </section>`;
}
