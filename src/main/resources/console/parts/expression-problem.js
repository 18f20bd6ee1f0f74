import {html, nothing} from 'lit';
import {ApiProblem} from '../api/client.js';

/** What is wrong with an expression of a filter or a boost, and where. */

const AT_CHARACTER = /^(.*) at character (\d+): (.*)$/s;
const MARK = '>>>';
/** What is marked from the character on: a name with its fields, or one character. */
const WORD = /^[A-Za-z_][\w.]*|^./su;
/** So much of the expression is before the mark at most. */
const BEFORE = 60;

/**
 * @param {unknown} error
 * @returns {string | null} the sentence, if the expression of a filter or a boost is the fault
 */
export function expressionFault(error) {
  if (!(error instanceof ApiProblem) || !/(invalid|expensive)-expression$/.test(error.type)) {
    return null;
  }
  return error.errors[0]?.message ?? error.message;
}

/** @param {unknown} error whether the expression is right but reads the user, of whom a list of items knows nothing */
export const readsUser = error => /^there is no user here/.test(expressionFault(error) ?? '');

/**
 * @param {string} fault a sentence of the service
 * @param {string} id
 */
export function faultNote(fault, id) {
  const [, sentence = fault, number = '', excerpt = ''] = AT_CHARACTER.exec(fault) ?? [];
  const at = markIn(excerpt, Number(number) - 1);
  const [marked = ''] = WORD.exec(excerpt.slice(at + MARK.length)) ?? [];
  return html`
    <div class="fault" id=${id}>
      <span class="wrong">${number === '' ? nothing : `Character ${number}: `}${sentence}</span>
      ${at === -1 ? nothing : html`<code>${excerpt.slice(0, at)}<mark>${marked === '' ? '\u00a0' : marked}</mark>${excerpt.slice(at + MARK.length + marked.length)}</code>`}
    </div>`;
}

/**
 * The expression may contain the mark, too, so that it is looked for where it must be.
 *
 * @param {string} excerpt
 * @param {number} position of the character in the expression, from 0
 */
function markIn(excerpt, position) {
  const expected = position <= BEFORE ? position : BEFORE + '...'.length;
  return excerpt.startsWith(MARK, expected) ? expected : excerpt.indexOf(MARK);
}
