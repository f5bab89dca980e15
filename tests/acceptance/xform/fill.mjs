// SPDX-License-Identifier: Apache-2.0
// Fills exported forms in ODK's own engine with generated answers. For each set: the submission, and what the engine
// says of it in lines of tab-separated words (see agreement.cpp).
//   node fill.mjs FOLDER SEED FORM.xml=SETS ...
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { JSDOM } from 'jsdom';

// The clock stands still, at a time when it is the same day in Seoul as on every device below: today() is the day in
// Seoul here and the device's there, and two days that differ are no disagreement about the form. Near the start of a
// year, so that constraints on it go both ways.
const clock = Date.parse('2026-01-20T06:00:00Z');
const RunningDate = Date;
globalThis.Date = class extends RunningDate {
  constructor(...of) { super(...(of.length > 0 ? of : [clock])); }
  static now() { return clock; }
};

const { window } = new JSDOM('<!doctype html>');
for (const name of Object.getOwnPropertyNames(window)) {
  if (name in globalThis) continue;
  try { globalThis[name] = window[name]; } catch { /* some of jsdom's cannot be read */ }
}
// The engine's parser takes its file from the web, not from the disk, where it sees no Node. What Node loads late of its
// own must be loaded before.
for (const name of Object.getOwnPropertyNames(globalThis)) void globalThis[name];
const versions = Object.getOwnPropertyDescriptor(process, 'versions');
Object.defineProperty(process, 'versions', { value: { ...process.versions, node: undefined }, configurable: true });
const { loadForm } = await import('@getodk/xforms-engine');
Object.defineProperty(process, 'versions', versions);

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const urls = ['https://t.me/job', 'http://example.com/a?b=1'];
const texts = ['전역', 'KH-12', 'kh-12', 'https://t.me/job', 'http://a b', 'a"b\'c & <d>', 'ABC-123', '서울 강남', '7', 'false', 'x'];
const wholes = ['0', '0', '1', '2', '3', '5', '7', '10', '12', '60', '330', '-1', '3000000000'];
const decimals = ['0', '0.1', '0.2', '0.3', '1.5', '2.345', '-0.5', '1000.05', '7'];

function answer(node, roll, today) {
  const one = (list) => list[Math.floor(roll() * list.length)];
  const day = (offset) => new Date(today.getTime() + offset * 86400000 + 9 * 3600000).toISOString().slice(0, 10);
  if (node.valueType === 'date') return day(Math.floor(roll() * 40) - 36);
  if (node.valueType === 'dateTime') return `${day(-Math.floor(roll() * 9))}T09:30:00.000+09:00`;
  if (node.valueType === 'decimal') return one(decimals);
  if (node.currentState.reference.endsWith('url')) return one(urls);
  return node.appearances?.numbers ? one(wholes) : one(texts);
}

function fillRepeat(range, roll, today, marks) {
  const { reference } = range.currentState;
  const wanted = marks.has(reference) ? 0 : Math.floor(roll() * 4);
  marks.set(reference, true);
  if (wanted > 0) range.addInstances(-1, wanted);
  for (const row of range.currentState.children) fill(row, roll, today, marks);
}

/** A reason for no value stands after its question, and only where that was left blank. */
function fill(parent, roll, today, marks) {
  for (const node of parent.currentState.children ?? []) {
    const state = node.currentState;
    if (!state.relevant && roll() < 0.9) continue;
    if (node.nodeType.startsWith('repeat-range')) {
      fillRepeat(node, roll, today, marks);
    } else if (node.nodeType === 'select') {
      fillSelect(node, roll, marks);
    } else if (node.nodeType === 'input' && !state.readonly) {
      if (marks.has(state.reference)) continue;
      const given = roll() < 0.75;
      if (given) node.setValue(answer(node, roll, today));
      marks.set(state.reference, given);
    } else {
      fill(node, roll, today, marks);
    }
  }
}

function fillSelect(node, roll, marks) {
  const reference = node.currentState.reference;
  const names = node.currentState.valueOptions.map((option) => option.value);
  if (names.length === 0 || marks.has(reference)) return;
  const of = reference.endsWith('_missing') ? reference.slice(0, -'_missing'.length) : null;
  if (of !== null && (marks.get(of) ?? roll() < 0.5)) return;
  const given = of !== null ? roll() < 0.4 : roll() < 0.8;
  marks.set(reference, given);
  if (!given) return;
  const picked = names.filter(() => roll() < Math.min(0.5, 2 / names.length));
  if (node.selectType === 'select1') node.selectValue(names[Math.floor(roll() * names.length)]);
  else if (picked.length > 0) node.selectValues(picked);
  else marks.set(reference, false);
}

function facts(root, lines) {
  for (const node of root.currentState.children ?? []) {
    const { reference, relevant, value } = node.currentState;
    lines.push(['relevant', reference, relevant ? '1' : '0']);
    const holds = node.nodeType === 'input' || node.nodeType === 'select' || node.nodeType === 'model-value';
    if (holds && relevant) lines.push(['value', reference, node.currentState.instanceValue ?? '']);
    if (node.nodeType !== 'select') facts(node, lines);
  }
  return lines;
}

async function submit(root) {
  const payload = await root.prepareInstancePayload();
  return payload.data[0].get('xml_submission_file').text();
}

const [folder, seed, ...forms] = process.argv.slice(2);
const today = new Date();
for (const [number, words] of forms.entries()) {
  const [file, sets] = words.split('=');
  const form = await loadForm(readFileSync(file, 'utf8'));
  if (form.status !== 'success') throw new Error(`${file}: ${form.error?.message ?? form.status}`);
  const name = basename(file, '.xml');
  for (let i = 0; i < Number(sets); ++i) {
    const roll = dice(Number(seed) * 7919 + number * 1009 + i);
    const { root } = form.createInstance();
    const marks = new Map();
    fill(root, roll, today, marks);
    fill(root, roll, today, marks);  // what has become relevant since
    const lines = facts(root, [['now', today.toISOString()]]);
    for (const found of root.validationState.violations) {
      lines.push(['violation', found.reference, found.violation.condition]);
    }
    const stem = join(folder, `${name}-${String(i).padStart(3, '0')}`);
    writeFileSync(`${stem}.xml`, await submit(root));
    writeFileSync(`${stem}.facts`, lines.map((line) => line.map((word) => String(word).replace(/[\t\n]/g, ' ')).join('\t')).join('\n') + '\n');
  }
}
