import {html, nothing} from 'lit';
import {bytes, duration, exact, milliseconds, moment, setting, whole} from '../format.js';
import {pairs} from '../parts/page.js';

/**
 * The settings of a version, as differences to another one, and where the version comes from.
 *
 * @typedef {import('../api/model-types.js').Version} Version
 * @typedef {import('../api/model-types.js').VersionEntry} VersionEntry
 */

/**
 * @param {Version} version
 * @param {VersionEntry[]} others
 * @param {number | null} compared the version that it is compared with
 * @param {(version: number | null) => void} choose
 */
export function settingsCard(version, others, compared, choose) {
  const other = others.find(one => one.version === compared);
  const names = Object.keys({...version.hyperparameters, ...other?.hyperparameters}).sort();
  const different = names.filter(name => setting(version.hyperparameters[name]) !== setting(other?.hyperparameters[name]));
  return html`
    <section class="card">
      <header><h2>Settings</h2>
        ${others.length === 0 ? nothing : html`
          <span class="compare-with"><label for="compared">Difference to</label>
            <select id="compared" class="narrow" @change=${(/** @type {Event} */ event) => {
              const {value} = /** @type {HTMLSelectElement} */ (event.target);
              choose(value === '' ? null : Number(value));
            }}>
              <option value="" ?selected=${compared === null}>no other version</option>
              ${others.map(one => html`<option value=${one.version} ?selected=${one.version === compared}>version ${one.version}${one.active ? ', in service' : ''}</option>`)}
            </select></span>`}
      </header>
      ${other === undefined ? html`<div class="body">${pairs(names.map(name => [name, setting(version.hyperparameters[name])]))}</div>` : html`
        <div class="table-scroll" tabindex="0" role="region" aria-label="Settings of two versions">
          <table class="settings">
            <thead><tr><th scope="col">${different.length} of ${names.length} differ</th>
              <th scope="col" class="number">version ${version.version}</th><th scope="col" class="number">version ${other.version}</th></tr></thead>
            <tbody>${different.map(name => html`
              <tr><th scope="row">${name}</th>
                <td class="number">${setting(version.hyperparameters[name])}</td><td class="number">${setting(other.hyperparameters[name])}</td></tr>`)}
            </tbody>
          </table>
        </div>
        <div class="body same"><h3>The same in both</h3>
          ${pairs(names.filter(name => !different.includes(name)).map(name => [name, setting(version.hyperparameters[name])]))}</div>`}
    </section>`;
}

/** @param {Version} version */
export function provenanceCard({provenance, checkpoint}) {
  const {platform} = provenance;
  return html`
    <section class="card">
      <header><h2>Provenance</h2></header>
      <div class="body">${pairs([
        ['ratings', whole(provenance.ratingCount)],
        ['users', whole(provenance.userCount)],
        ['items', whole(provenance.itemCount)],
        ['state of the data', moment(provenance.dataCutoff)],
        ['digest of the data', digest(provenance.dataDigest)],
        ['seed', exact(provenance.seed)],
        ['continues version', provenance.warmStartVersion === null ? '–' : String(provenance.warmStartVersion)],
        ['time spent training', duration(provenance.trainSeconds)],
        ['threads', whole(provenance.threads)],
        ...deviceOf(provenance.device),
        ...originOf(provenance.origin),
        ['checkpoint', checkpoint === null ? 'deleted, because newer versions exist' : bytes(checkpoint.byteCount)],
        ['SHA-256 of the checkpoint', checkpoint === null ? '–' : digest(checkpoint.sha256)],
        ['Palate', platform.code],
        ...Object.entries(platform.libraries),
        ['JVM', platform.jvm],
        ['operating system', platform.operatingSystem],
        ['processor', `${platform.cpu}, ${platform.cpus} threads`],
      ])}</div>
    </section>`;
}

/**
 * @param {import('../api/types.js').Device} [device]
 * @returns {[string, string][]}
 */
const deviceOf = device => (device === undefined ? [] : [
  ['device', device.name],
  ['memory on the device', bytes(device.memoryBytes)],
  ['time per step', milliseconds(device.stepMilliseconds)],
]);

/**
 * @param {{engine: string, executors?: number, rounds?: number}} [origin] of a model that was published as a file
 * @returns {[string, string][]}
 */
const originOf = origin => (origin === undefined ? [] : [
  ['trained by', origin.engine],
  ['executors', whole(origin.executors)],
  ['rounds', whole(origin.rounds)],
]);

/** @param {string | null} text of 64 hexadecimal digits; null if a file does not say it */
const digest = text => text === null ? '–' : html`<code title=${text}>${text.slice(0, 12)}…</code>`;
