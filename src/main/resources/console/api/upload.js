import {address, problemOf} from './client.js';
import {session} from './session.js';

/**
 * Uploads a file as the part `file`. XMLHttpRequest, because fetch does not report how much has been sent.
 *
 * @param {string} to
 * @param {File} file
 * @param {{query?: import('./client.js').Query, signal?: AbortSignal, progress?: (fraction: number) => void}} [options]
 * @returns {Promise<any>} the JSON of the response
 */
export function upload(to, file, options = {}) {
  const {query, signal, progress} = options;
  const key = session.key;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address(to, query));
    if (key !== null) {
      request.setRequestHeader('X-API-Key', key);
    }
    request.upload.addEventListener('progress', event => progress?.(event.total === 0 ? 0 : event.loaded / event.total));
    request.addEventListener('load', () => {
      if (request.status < 300) {
        resolve(JSON.parse(request.responseText));
        return;
      }
      const problem = problemOf(request.status, request.responseText);
      if (request.status === 401) {
        session.forget(key, problem.message);
      }
      reject(problem);
    });
    request.addEventListener('error', () => reject(problemOf(0, '{"detail":"The service does not answer."}')));
    request.addEventListener('abort', () => reject(new DOMException('The upload was stopped.', 'AbortError')));
    signal?.addEventListener('abort', () => request.abort());
    const form = new FormData();
    form.append('file', file);
    request.send(form);
  });
}
