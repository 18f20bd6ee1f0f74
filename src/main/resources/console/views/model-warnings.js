import {html, nothing} from 'lit';
import {session} from '../api/session.js';
import {icon} from '../parts/icons.js';
import {link} from '../router.js';

/** The end of a warning, in which the service names the call that gives a better version. */
const REMEDY = /; POST \/models\/([a-z-]+)\/train(?: with \{"preset": "([a-z-]+)"\})? gives a better one\.$/;

/**
 * What is wrong with a version, with a link to the form that gives a better one in place of the call.
 *
 * @param {string[]} warnings
 */
export const modelWarnings = warnings => warnings.map(warning => {
  const [call = '', algorithm, preset] = REMEDY.exec(warning) ?? [];
  return html`
    <div class="note warn">${icon('warning')}<div>${algorithm === undefined ? warning : html`${warning.slice(0, -call.length)}.
      ${session.may('train') ? html`<a href=${link(['train', algorithm], {preset})}>Train ${algorithm}${preset ? ` with the preset ${preset}` : nothing}</a>`
        : `Train ${algorithm}${preset ? ` with the preset ${preset}` : ''}.`}`}</div></div>`;
});
