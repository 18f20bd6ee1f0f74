/**
 * The attributes of an item or a user as rows of an editor, and back. A value that was not edited stays exactly as it is.
 *
 * @typedef {import('../api/types.js').Attributes} Attributes
 * @typedef {import('../api/types.js').AttributeValue} AttributeValue
 * @typedef {'text' | 'number' | 'boolean' | 'list'} Kind
 *
 * @typedef {object} Row
 * @property {string} name
 * @property {Kind} kind
 * @property {string} text the value as it is edited; a list has one text in each line
 * @property {AttributeValue} [value] as it is stored, unless it was edited
 */

/** @type {[Kind, string][]} */
export const KINDS = [['text', 'text'], ['number', 'number'], ['boolean', 'yes or no'], ['list', 'list of texts']];

/**
 * @param {Attributes} attributes
 * @returns {Row[]}
 */
export const rowsOf = attributes => Object.entries(attributes).map(([name, value]) => ({
  name, kind: kindOf(value), text: Array.isArray(value) ? value.join('\n') : String(value), value,
}));

/**
 * @param {Row[]} rows rows without name and value are left out
 * @returns {{attributes: Attributes, problems: Record<number, string>}} problems by row
 */
export function readRows(rows) {
  /** @type {Map<string, AttributeValue>} */
  const attributes = new Map();
  /** @type {Record<number, string>} */
  const problems = {};
  rows.forEach((row, index) => {
    const name = row.name.trim();
    if (name === '' && row.text.trim() === '') {
      return;
    }
    const value = row.value ?? parsed(row);
    if (name === '') {
      problems[index] = 'needs a name';
    } else if (attributes.has(name)) {
      problems[index] = 'is the name of another attribute, too';
    } else if (value === undefined) {
      problems[index] = row.kind === 'number' ? 'must be a number' : 'must be yes or no';
    } else {
      attributes.set(name, value);
    }
  });
  return {attributes: Object.fromEntries(attributes), problems};
}

/**
 * The problems of the service by row.
 *
 * @param {Row[]} rows
 * @param {{field: string, message: string}[]} errors of fields such as attributes.price
 * @returns {Record<number, string>}
 */
export const problemsOf = (rows, errors) => Object.fromEntries(errors
  .map(({field, message}) => [rows.findIndex(row => row.name.trim() !== '' && field === `attributes.${shortened(row.name.trim())}`), message])
  .filter(([index]) => index !== -1));

/** @param {AttributeValue} value */
const kindOf = value => (Array.isArray(value) ? 'list' : typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'text');

/** @param {string} name as the service shortens it in messages */
const shortened = name => (name.length <= 64 ? name : `${name.slice(0, 64)}...`);

/**
 * @param {Row} row
 * @returns {AttributeValue | undefined} undefined if the text is no value of this kind
 */
function parsed({kind, text}) {
  if (kind === 'text') {
    return text;
  }
  if (kind === 'list') {
    return text.split('\n').map(line => line.trim()).filter(line => line !== '');
  }
  if (kind === 'boolean') {
    return ['true', 'false'].includes(text) ? text === 'true' : undefined;
  }
  const number = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(number) ? undefined : number;
}
