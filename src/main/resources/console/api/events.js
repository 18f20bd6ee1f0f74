import {ApiProblem, send} from './client.js';

/**
 * Server-sent events, read with fetch, because an EventSource sends no key.
 *
 * @typedef {{name: string, data: any, id: string | null}} ServerEvent
 */

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;

/**
 * Reads one stream until it ends. The promise is fulfilled when the server ends the stream.
 *
 * @param {string} to
 * @param {(event: ServerEvent) => void} receive
 * @param {{signal: AbortSignal, lastId?: string | null, opened?: () => void}} options
 */
export async function readStream(to, receive, {signal, lastId = null, opened}) {
  const headers = {Accept: 'text/event-stream', ...(lastId === null ? {} : {'Last-Event-ID': lastId})};
  const response = await send('GET', to, {signal, headers});
  opened?.();
  if (response.body === null) {
    return;
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const {done, value} = await reader.read();
    if (done) {
      return;
    }
    const blocks = (rest + value).split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = parse(block);
      if (event !== null) {
        receive(event);
      }
    }
  }
}

/**
 * Reads a stream and opens it again when it breaks, until the signal aborts it, `ended` says that nothing follows, or the
 * caller may no longer read it. No stream is open while the page is hidden.
 *
 * @param {string} to
 * @param {(event: ServerEvent) => void} receive
 * @param {{signal: AbortSignal, ended?: () => boolean, reopened?: () => void, resume?: boolean}} options `reopened` is called when a
 *     stream is open again after events may have been missed; `resume` continues after the last event with an id
 */
export async function follow(to, receive, {signal, ended = () => false, reopened, resume = false}) {
  /** @type {string | null} */
  let lastId = null;
  let pause = FIRST_PAUSE;
  let first = true;
  while (!signal.aborted && !ended()) {
    await visible(signal);
    const attempt = new AbortController();
    const stop = () => {
      if (signal.aborted || document.hidden) {
        attempt.abort();
      }
    };
    signal.addEventListener('abort', stop);
    document.addEventListener('visibilitychange', stop);
    try {
      await readStream(to, event => {
        lastId = event.id ?? lastId;
        receive(event);
      }, {
        signal: attempt.signal,
        lastId: resume ? lastId : null,
        opened: () => {
          pause = FIRST_PAUSE;
          if (!first) {
            reopened?.();
          }
          first = false;
        },
      });
    } catch (error) {
      if (error instanceof ApiProblem && error.status >= 400 && error.status < 500 && error.status !== 429) {
        return;
      }
    } finally {
      signal.removeEventListener('abort', stop);
      document.removeEventListener('visibilitychange', stop);
    }
    if (!signal.aborted && !ended()) {
      await wait(pause, signal);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }
}

/**
 * @param {string} block the lines of one event
 * @returns {ServerEvent | null} null for a comment
 */
function parse(block) {
  let name = 'message';
  let id = null;
  const data = [];
  for (const line of block.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') {
      name = value;
    } else if (field === 'data') {
      data.push(value);
    } else if (field === 'id') {
      id = value;
    }
  }
  return data.length === 0 ? null : {name, id, data: JSON.parse(data.join('\n'))};
}

/**
 * @param {number} milliseconds
 * @param {AbortSignal} signal
 * @returns {Promise<void>} fulfilled after the time, or when the signal aborts
 */
function wait(milliseconds, signal) {
  return new Promise(resolve => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}

/**
 * @param {AbortSignal} signal
 * @returns {Promise<void>} fulfilled when the page is visible, or when the signal aborts
 */
function visible(signal) {
  return new Promise(resolve => {
    const end = () => {
      if (!document.hidden || signal.aborted) {
        document.removeEventListener('visibilitychange', end);
        signal.removeEventListener('abort', end);
        resolve();
      }
    };
    document.addEventListener('visibilitychange', end);
    signal.addEventListener('abort', end);
    end();
  });
}
