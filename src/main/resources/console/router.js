/**
 * Routing by the fragment, which keeps ids out of logs and referrers: #/users/42?models=vae,ease
 *
 * @typedef {{screen: string, parts: string[], query: URLSearchParams}} Route `parts` are those after the screen, decoded
 */

/** @returns {Route} */
export function currentRoute() {
  const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?', 2);
  const [screen = '', ...parts] = path.split('/').map(decode);
  return {screen, parts, query: new URLSearchParams(query)};
}

/**
 * @param {(string | number)[]} parts the screen first
 * @param {Record<string, string | number | boolean | null | undefined>} [query] empty values are left out
 * @returns {string} the value of an href
 */
export function link(parts, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false);
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return `#/${parts.map(part => encodeURIComponent(String(part))).join('/')}${search === '' ? '' : `?${search}`}`;
}

/**
 * @param {(string | number)[]} parts
 * @param {Record<string, string | number | boolean | null | undefined>} [query]
 */
export function go(parts, query) {
  location.hash = link(parts, query);
}

/**
 * Changes the query of the present route without a new entry in the history.
 *
 * @param {Record<string, string | number | boolean | null | undefined>} query
 */
export function replaceQuery(query) {
  const {screen, parts} = currentRoute();
  history.replaceState(null, '', link([screen, ...parts], query));
  dispatchEvent(new HashChangeEvent('hashchange'));
}

/** @param {string} part */
function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
