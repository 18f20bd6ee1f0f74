import {svg} from 'lit';

/** Line icons of 16 x 16; decorative, so that screen readers skip them. */
const PATHS = {
  overview: svg`<path d="M2.5 7 8 2.5 13.5 7v6.500h-11z"/><path d="M6.5 13.500v-4h3v4"/>`,
  users: svg`<circle cx="8" cy="5.5" r="2.8"/><path d="M2.8 14c.4-3 2.5-4.3 5.2-4.300s4.8 1.3 5.2 4.3"/>`,
  catalogue: svg`<rect x="1.8" y="2.5" width="12.4" height="11" rx="1.5"/><path d="M5 2.500v11M11 2.500v11M1.8 8h12.4"/>`,
  scenarios: svg`<path d="M2 4.500h5.500M11 4.500h3M2 11.500h3M8.500 11.500H14"/><circle cx="9.2" cy="4.5" r="1.8"/><circle cx="6.8" cy="11.5" r="1.8"/>`,
  experiments: svg`<path d="M6.2 2v4.200L2.6 12.600a.9.9 0 0 0 .8 1.400h9.200a.9.9 0 0 0 .8-1.400L9.8 6.200V2M5 2h6M4.6 9.700h6.8"/>`,
  jobs: svg`<path d="M1.8 14h12.400M2 10.500l3.6-3.7 2.6 2L13.5 2.5"/>`,
  models: svg`<path d="m8 1.8 6.2 3.100L8 8 1.8 4.900z"/><path d="m1.8 8 6.2 3.100L14.2 8M1.8 11.1 8 14.200l6.2-3.1"/>`,
  imports: svg`<path d="M8 1.800v8M4.8 6.8 8 10l3.2-3.200M2 11v2.200c0 .5.4.8.8.8h10.400c.4 0 .8-.3.8-.8V11"/>`,
  batches: svg`<path d="M3 4.500h10M3 8h10M3 11.500h5M11 9.800v4M9.2 12.200 11 14l1.8-1.8"/>`,
  interactions: svg`<path d="m3 2 4 11.5 1.8-4.700L13.5 7z"/><path d="m9.5 9.5 4 4"/>`,
  keys: svg`<circle cx="5.2" cy="10.8" r="3.2"/><path d="m7.6 8.4 6-6M11 5l2.2 2.2"/>`,
  system: svg`<rect x="2" y="2.5" width="12" height="4.6" rx="1"/><rect x="2" y="8.9" width="12" height="4.6" rx="1"/><path d="M4.6 4.800h.01M4.6 11.200h.01"/>`,
  down: svg`<path d="m4 6 4 4 4-4"/>`,
  up: svg`<path d="m4 10 4-4 4 4"/>`,
  check: svg`<path d="m3 8.5 3.2 3.200L13 4.8"/>`,
  close: svg`<path d="m4 4 8 8M12 4l-8 8"/>`,
  pin: svg`<path d="M5 2.500h6M6 2.500v4L4 9.500h8l-2-3v-4M8 9.500v4.500"/>`,
  plus: svg`<path d="M8 3v10M3 8h10"/>`,
  search: svg`<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 3.5 3.5"/>`,
  warning: svg`<path d="M8 2 14.5 13.500h-13zM8 6.500v3.200M8 11.600h.01"/>`,
  info: svg`<circle cx="8" cy="8" r="6.2"/><path d="M8 7.300v3.800M8 4.900h.01"/>`,
  upload: svg`<path d="M8 10V2M4.8 5.2 8 2l3.2 3.200M2 11v2.200c0 .5.4.8.8.8h10.400c.4 0 .8-.3.8-.8V11"/>`,
  download: svg`<path d="M8 2v8M4.8 6.8 8 10l3.2-3.200M2 14h12"/>`,
  copy: svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1"/><path d="M10.5 3V2.500h-8v8H3"/>`,
  hidden: svg`<path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM2.5 13.500l11-11"/>`,
};

/**
 * @param {keyof typeof PATHS} name
 * @param {number} [size]
 */
export const icon = (name, size = 16) => svg`<svg width=${size} height=${size} viewBox="0 0 16 16" fill="none"
  stroke="currentColor" stroke-width="1.3" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${PATHS[name]}</svg>`;

/** @typedef {keyof typeof PATHS} IconName */
