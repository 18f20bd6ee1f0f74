import {session} from './session.js';

/**
 * Calls of the service.
 *
 * @typedef {Record<string, string | number | boolean | string[] | null | undefined>} Query
 * @typedef {{query?: Query, body?: unknown, signal?: AbortSignal, headers?: Record<string, string>}} CallOptions
 */

/**
 * One page of a list.
 *
 * @template T
 * @typedef {{items: T[], page: number, size: number, total: number, totalIsExact?: boolean}} Page
 */

/** The service is the parent of the console's folder, also behind a proxy with a prefix. */
const ROOT = new URL('../', document.baseURI);

/** What went wrong with a call: `message` is the sentence of the service. */
export class ApiProblem extends Error {

  /**
   * @param {number} status 0 if there was no response
   * @param {string} detail
   * @param {{type?: string, errors?: {field: string, message: string}[]}} [more]
   */
  constructor(status, detail, more = {}) {
    super(detail);
    this.status = status;
    this.type = more.type ?? '';
    /** @type {{field: string, message: string}[]} */
    this.errors = more.errors ?? [];
    /** @type {any} the JSON of the response */
    this.body = more;
  }
}

/**
 * A path whose values are encoded: path`/users/${id}/ratings`.
 *
 * @param {TemplateStringsArray} parts
 * @param {...(string | number)} values
 * @returns {string}
 */
export function path(parts, ...values) {
  return parts.reduce((text, part, index) => text + encodeURIComponent(String(values[index - 1])) + part);
}

/**
 * @param {string} to a path that begins with a slash
 * @param {Query} [query] values that are null, undefined or empty are left out
 * @returns {URL}
 */
export function address(to, query = {}) {
  const url = new URL(to.replace(/^\//, ''), ROOT);
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') {
      for (const one of Array.isArray(value) ? value : [value]) {
        url.searchParams.append(name, String(one));
      }
    }
  }
  return url;
}

/**
 * Sends a request with the key of the session.
 *
 * @param {string} method
 * @param {string} to
 * @param {CallOptions} [options]
 * @returns {Promise<Response>} a successful response
 * @throws {ApiProblem}
 */
export async function send(method, to, options = {}) {
  const key = session.key;
  /** @type {RequestInit} */
  const request = {
    method,
    headers: {
      ...(key === null ? {} : {'X-API-Key': key}),
      ...(options.body === undefined ? {} : {'Content-Type': 'application/json'}),
      ...options.headers,
    },
    credentials: 'omit',
    cache: 'no-store',
  };
  if (options.body !== undefined) {
    request.body = JSON.stringify(options.body);
  }
  if (options.signal) {
    request.signal = options.signal;
  }
  const response = await fetch(address(to, options.query), request).catch(error => {
    throw error.name === 'AbortError' ? error : new ApiProblem(0, 'The service does not answer.');
  });
  if (response.ok) {
    return response;
  }
  const problem = problemOf(response.status, await response.text());
  if (response.status === 401) {
    session.forget(key, key === null ? null : problem.message);
  }
  throw problem;
}

/**
 * @param {number} status
 * @param {string} text the body of the response
 * @returns {ApiProblem}
 */
export function problemOf(status, text) {
  try {
    const body = JSON.parse(text);
    return new ApiProblem(status, body.detail ?? body.title ?? `The service answered with ${status}.`, body);
  } catch {
    return new ApiProblem(status, `The service answered with ${status}.`);
  }
}

/**
 * @param {string} method
 * @param {string} to
 * @param {CallOptions} [options]
 * @returns {Promise<any>} the JSON of the response, or null if it has no body
 */
export async function call(method, to, options) {
  const response = await send(method, to, options);
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}

/** @type {(to: string, query?: Query, signal?: AbortSignal) => Promise<any>} */
export const get = (to, query, signal) => call('GET', to, {...(query && {query}), ...(signal && {signal})});

/** @type {(to: string, body?: unknown, options?: CallOptions) => Promise<any>} */
export const post = (to, body, options) => call('POST', to, {...options, ...(body !== undefined && {body})});

/** @type {(to: string, body: unknown) => Promise<any>} */
export const put = (to, body) => call('PUT', to, {body});

/** @type {(to: string, body: unknown) => Promise<any>} */
export const patch = (to, body) => call('PATCH', to, {body});

/** @type {(to: string, query?: Query) => Promise<any>} */
export const remove = (to, query) => call('DELETE', to, query && {query});

/** Asks the service who the caller is, and thereby whether the stored key works. */
export async function checkSession() {
  try {
    session.enter(await get('/caller'));
  } catch (error) {
    if (!(error instanceof ApiProblem)) {
      throw error;
    }
    if (error.status === 401) {
      session.forget(session.key, null);
    } else {
      session.lose(error.message);
    }
  }
}

/**
 * @param {string} key
 * @throws {ApiProblem} if the service does not accept it
 */
export async function signIn(key) {
  session.keep(key);
  session.enter(await get('/caller'));
}
