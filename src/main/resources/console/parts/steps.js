import {html, nothing} from 'lit';
import {icon} from './icons.js';

/**
 * The steps of a task, and where the user is.
 *
 * @param {string[]} names
 * @param {number} present the index of the present step; those before it are done
 */
export const steps = (names, present) => html`
  <ol class="progress-steps">${names.map((name, index) => html`
    <li class=${index < present ? 'done' : nothing} aria-current=${index === present ? 'step' : nothing}>
      <span class="step">${index < present ? html`${icon('check', 12)}<span class="visually-hidden">done: </span>` : index + 1}</span>${name}
    </li>`)}
  </ol>`;
