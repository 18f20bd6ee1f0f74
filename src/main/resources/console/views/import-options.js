/**
 * The options of an import, as the forms and the checks of files use them.
 *
 * @typedef {import('./import-draft.js').Options} Options
 * @typedef {import('../api/types.js').ImportCheck} ImportCheck
 * @typedef {'ratings' | 'interactions' | 'items' | 'users'} Kind
 * @typedef {{option: string, key: string, label: string}} ColumnOption `key` names the column in what was recognised
 */

const USER = {option: 'userColumn', key: 'user', label: 'User'};
const ITEM = {option: 'itemColumn', key: 'item', label: 'Item'};
const TIME = {option: 'timestampColumn', key: 'timestamp', label: 'Time'};

/** @type {Record<Kind, ColumnOption[]>} */
export const COLUMNS = {
  ratings: [USER, ITEM, {option: 'ratingColumn', key: 'rating', label: 'Rating'}, TIME],
  interactions: [
    USER, ITEM, {option: 'typeColumn', key: 'type', label: 'Type'}, {option: 'valueColumn', key: 'value', label: 'Value'}, TIME,
  ],
  items: [
    {option: 'itemColumn', key: 'id', label: 'Item'},
    {option: 'titleColumn', key: 'title', label: 'Title'},
    {option: 'yearColumn', key: 'year', label: 'Year'},
    {option: 'categoriesColumn', key: 'categories', label: 'Categories'},
  ],
  users: [USER],
};

const TEXT = ['kind', 'format', 'strict', 'delimiter', 'header', 'encoding'];

/** @type {Record<Kind, string[]>} the options that a kind of file has; the service refuses those of another kind */
const NAMES = {
  ratings: ['unknownItems', 'timestampFormat', 'scaleMinimum', 'scaleMaximum'],
  interactions: ['unknownItems', 'timestampFormat', 'type', 'types'],
  items: ['attributeColumns', 'categorySeparator'],
  users: ['attributeColumns', 'categorySeparator'],
};

/** @type {{kind: Kind, title: string, text: string}[]} */
export const KINDS = [
  {kind: 'ratings', title: 'Ratings', text: 'A user gives an item a number, such as 4 of 5 stars.'},
  {kind: 'interactions', title: 'Interactions', text: 'Events such as views, purchases or plays.'},
  {kind: 'items', title: 'Items', text: 'The catalogue: titles, years, categories.'},
  {kind: 'users', title: 'Users', text: 'Attributes that filters and boosts read, such as a budget.'},
];

/**
 * @param {Options} options
 * @returns {Kind}
 */
export function kindOf(options) {
  const chosen = KINDS.find(({kind}) => kind === options.kind);
  if (chosen) {
    return chosen.kind;
  }
  return options.type || options.typeColumn || options.types ? 'interactions' : 'ratings';
}

/**
 * @param {Options} options
 * @returns {Options} the query of a check or an import
 */
export function queryOf(options) {
  const kind = kindOf(options);
  const permitted = [...TEXT, ...NAMES[kind], ...COLUMNS[kind].map(column => column.option)]
    .filter(name => !options.type || !['types', 'typeColumn'].includes(name));
  return Object.fromEntries(Object.entries(options).filter(([name, value]) => permitted.includes(name) && value !== ''));
}

/**
 * @param {Options} options
 * @param {Options} changes an empty text removes an option
 * @returns {Options}
 */
export const changed = (options, changes) =>
  Object.fromEntries(Object.entries({...options, ...changes}).filter(([, value]) => value !== ''));

/**
 * @param {ImportCheck} check
 * @param {Kind} kind
 */
export const detectedOf = (check, kind) => check.detected?.[kind] ?? null;

/** @param {Options} options */
export function typesOf(options) {
  /** @type {Record<string, string | null>} */
  const types = JSON.parse(options.types ?? '{}');
  return types;
}

/**
 * The user whom the first row is about.
 *
 * @param {ImportCheck} check
 */
export const firstUser = check => check.sample.ratings[0]?.userId ?? check.sample.interactions[0]?.userId ?? null;

const LARGEST_SAMPLE = 8_000_000;

/**
 * The beginning of a large text, which is enough for a check; other files as they are, because only a whole archive can be opened.
 *
 * @param {File} file
 * @returns {Promise<File>}
 * @throws {DOMException} if the browser cannot read it
 */
export async function sampleOf(file) {
  // Reading a folder fails.
  const start = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isArchive = (start[0] === 0x50 && start[1] === 0x4b) || (start[0] === 0x1f && start[1] === 0x8b);
  if (isArchive || file.size <= LARGEST_SAMPLE) {
    return file;
  }
  const bytes = new Uint8Array(await file.slice(0, LARGEST_SAMPLE).arrayBuffer());
  const end = Math.max(bytes.lastIndexOf(0x0a), bytes.lastIndexOf(0x0d));
  // In UTF-16LE the second byte of a line end follows.
  const length = end < 0 ? bytes.length : bytes[end + 1] === 0 ? end + 2 : end + 1;
  return new File([bytes.slice(0, length)], file.name);
}
