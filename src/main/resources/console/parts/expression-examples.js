/**
 * Examples of expressions that fit the catalogue: they name its categories and attributes.
 *
 * @typedef {import('../api/types.js').Item} Item
 * @typedef {'filter' | 'boost'} Kind of an expression
 */

/** @type {[string, string][]} */
export const VARIABLES = [
  ['item', 'id, title, description, year, categories, availableFrom, availableUntil, attributes'],
  ['user', 'id, attributes; only in lists for a user'],
  ['now', 'the time of the request'],
];

const MOST_ATTRIBUTES = 4;
const RECENT = 'item.availableFrom > now - duration("336h")';

/**
 * @param {Item[]} items some of the catalogue
 * @param {Kind} kind
 * @returns {string[]}
 */
export function examplesOf(items, kind) {
  const conditions = [...byCategory(items), ...byYear(items), ...byAttribute(items), RECENT];
  return kind === 'filter'
    ? [...conditions, 'item.title.matches("^The ")']
    : conditions.map(condition => `${condition} ? 2.0 : 1.0`);
}

/**
 * Adds an example to an expression, so that nothing that was written is lost.
 *
 * @param {string} text
 * @param {string} example
 * @param {Kind} kind
 */
export function combined(text, example, kind) {
  if (text.trim() === '') {
    return example;
  }
  return kind === 'filter' ? `${grouped(text)} && ${grouped(example)}` : `(${text}) * (${example})`;
}

/** @param {string} text */
const grouped = text => (/\|\||\?/.test(text) ? `(${text})` : text);

/** @param {Item[]} items */
const byCategory = items => items.flatMap(item => item.categories).slice(0, 1).map(category => `${quoted(category)} in item.categories`);

/** @param {Item[]} items */
function byYear(items) {
  const years = items.flatMap(item => item.year ?? []).sort((one, other) => one - other);
  return years.length === 0 ? [] : [`item.year >= ${years[Math.floor(years.length / 2)]}`];
}

/** @param {Item[]} items */
function byAttribute(items) {
  const attributes = new Map(items.flatMap(item => Object.entries(item.attributes)));
  return [...attributes].slice(0, MOST_ATTRIBUTES).flatMap(([name, value]) => {
    const field = `item.attributes.${name}`;
    if (Array.isArray(value)) {
      return value.slice(0, 1).map(text => `${quoted(text)} in ${field}`);
    }
    return typeof value === 'boolean' ? [field] : typeof value === 'number' ? [`${field} <= ${value}`] : [`${field} == ${quoted(value)}`];
  });
}

/** @param {string} text as a constant of the expression language, which has the escapes of JSON */
const quoted = text => JSON.stringify(text);
