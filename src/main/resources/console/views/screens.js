import {html} from 'lit';
import {live} from '../api/live.js';
import './jobs.js';
import './job.js';

/**
 * The screens in the order of the navigation. All are loaded with the page: after an upgrade of the service, the path of a module
 * that is loaded later does not exist any more.
 *
 * @typedef {import('../router.js').Route} Route
 *
 * @typedef {object} Screen
 * @property {string} name the first part of its routes
 * @property {string} label in the navigation
 * @property {import('../parts/icons.js').IconName} icon
 * @property {'Understand' | 'Train' | 'Operate'} group
 * @property {import('../api/session.js').Role} role the least one that sees it
 * @property {boolean} [hidden] whether only links of other screens lead to it
 * @property {() => number} [count] shown next to the label unless it is 0
 * @property {(route: Route) => import('lit').TemplateResult} view
 */

/** @type {Screen[]} */
export const SCREENS = [
  {
    name: 'jobs', label: 'Training jobs', icon: 'jobs', group: 'Train', role: 'read', count: () => live.count('training'),
    view: route => (route.parts.length === 0 ? html`<jobs-view .route=${route}></jobs-view>` : html`<job-view .route=${route}></job-view>`),
  },
];
