import {html} from 'lit';
import {live} from '../api/live.js';
import './overview.js';

/**
 * The screens in the order of the navigation. The overview is loaded with the page; the shell loads all the others as soon as the first
 * view is there, and not when they are opened: after an upgrade of the service, their paths do not exist any more.
 *
 * @typedef {import('../router.js').Route} Route
 *
 * @typedef {object} Screen
 * @property {string} name the first part of its routes
 * @property {string} label in the navigation
 * @property {import('../parts/icons.js').IconName} icon
 * @property {'Understand' | 'Train' | 'Operate'} group
 * @property {import('../api/session.js').Role} role the least one that sees it
 * @property {string} [under] the screen that it belongs to, if it has no entry of its own in the navigation
 * @property {() => number} [count] shown next to the label unless it is 0
 * @property {(route: Route) => import('lit').TemplateResult} view
 */

/** @type {Screen[]} */
export const SCREENS = [
  {
    name: 'overview', label: 'Overview', icon: 'overview', group: 'Understand', role: 'read',
    view: route => html`<overview-view .route=${route}></overview-view>`,
  },
  {
    name: 'users', label: 'Users', icon: 'users', group: 'Understand', role: 'read',
    view: route => (route.parts.length === 0 ? html`<users-view .route=${route}></users-view>` : html`<user-view .route=${route}></user-view>`),
  },
  {
    name: 'visitor', label: 'A visitor', icon: 'users', group: 'Understand', role: 'read', under: 'users',
    view: route => html`<visitor-view .route=${route}></visitor-view>`,
  },
  {
    name: 'catalogue', label: 'Catalogue', icon: 'catalogue', group: 'Understand', role: 'read',
    view: route => (route.parts.length === 0 ? html`<catalogue-view .route=${route}></catalogue-view>` : html`<item-view .route=${route}></item-view>`),
  },
  {
    name: 'scenarios', label: 'Scenarios', icon: 'scenarios', group: 'Understand', role: 'read',
    view: route => (route.parts.length === 0 ? html`<scenarios-view .route=${route}></scenarios-view>` : html`<scenario-view .route=${route}></scenario-view>`),
  },
  {
    name: 'experiments', label: 'Experiments', icon: 'experiments', group: 'Understand', role: 'read',
    view: route => (route.parts.length === 0 ? html`<experiments-view .route=${route}></experiments-view>`
      : html`<experiment-view .route=${route}></experiment-view>`),
  },
  {
    name: 'jobs', label: 'Training jobs', icon: 'jobs', group: 'Train', role: 'read', count: () => live.count('training'),
    view: route => (route.parts.length === 0 ? html`<jobs-view .route=${route}></jobs-view>` : html`<job-view .route=${route}></job-view>`),
  },
  {
    name: 'models', label: 'Models', icon: 'models', group: 'Train', role: 'read',
    view: route => (route.parts.length === 0 ? html`<models-view .route=${route}></models-view>`
      : route.parts.length === 1 ? html`<model-view .route=${route}></model-view>` : html`<version-view .route=${route}></version-view>`),
  },
  {
    name: 'compare', label: 'Compare versions', icon: 'models', group: 'Train', role: 'read', under: 'models',
    view: route => html`<compare-view .route=${route}></compare-view>`,
  },
  {
    name: 'train', label: 'Train a model', icon: 'models', group: 'Train', role: 'read', under: 'models',
    view: route => (route.parts.length === 0 ? html`<train-view .route=${route}></train-view>` : html`<train-form .route=${route}></train-form>`),
  },
  {
    name: 'policy', label: 'Training policy', icon: 'models', group: 'Train', role: 'read', under: 'models',
    view: route => html`<policy-view .route=${route}></policy-view>`,
  },
  {
    name: 'imports', label: 'Imports', icon: 'imports', group: 'Operate', role: 'read', count: () => live.count('import'),
    view: route => (route.parts.length === 0 ? html`<imports-view .route=${route}></imports-view>` : html`<import-view .route=${route}></import-view>`),
  },
  {
    name: 'batches', label: 'Batches', icon: 'batches', group: 'Operate', role: 'read',
    view: route => (route.parts.length === 0 ? html`<batches-view .route=${route}></batches-view>` : html`<batch-view .route=${route}></batch-view>`),
  },
  {
    name: 'interactions', label: 'Interactions', icon: 'interactions', group: 'Operate', role: 'read',
    view: route => html`<interactions-view .route=${route}></interactions-view>`,
  },
  {
    name: 'keys', label: 'Keys', icon: 'keys', group: 'Operate', role: 'admin',
    view: route => html`<keys-view .route=${route}></keys-view>`,
  },
  {
    name: 'system', label: 'System', icon: 'system', group: 'Operate', role: 'read',
    view: route => html`<system-view .route=${route}></system-view>`,
  },
];
