import {bytes, plural, whole} from '../format.js';

/**
 * The components of the service's health, as sentences.
 *
 * @typedef {{status: string, details?: Record<string, any>}} Component
 * @typedef {{status: string, components?: Record<string, Component>}} Health
 */

/** @type {Record<string, (details: Record<string, any>) => string>} */
const TEXTS = {
  db: details => `Database: ${details.database ?? 'no answer'}`,
  diskSpace: details => `Disk: ${bytes(details.free)} free`,
  livenessState: () => 'The process works',
  readinessState: () => 'The process accepts requests',
  models: details => `Models: ${modelsText(details)}`,
  ssl: details => `Certificates: ${certificatesText(details)}`,
};

/**
 * @param {string} name
 * @param {Component} component
 */
export const componentText = (name, {details = {}}) =>
  `${TEXTS[name]?.(details) ?? name}${details.error ? `: ${details.error}` : ''}`;

/** @param {Record<string, any>} details */
function modelsText({inService = {}, reason}) {
  const models = Object.entries(inService).map(([algorithm, version]) => `${algorithm} version ${typeof version === 'object' ? version.version : version}`);
  return models.length > 0 ? models.join(', ') : reason ?? 'none in service';
}

/** @param {Record<string, any>} details */
function certificatesText({validChains = [], expiringChains = [], invalidChains = []}) {
  return validChains.length + invalidChains.length === 0
    ? 'none in use'
    : `${plural(validChains.length, 'valid chain')}, ${whole(expiringChains.length)} of them about to expire, ${plural(invalidChains.length, 'invalid chain')}`;
}
