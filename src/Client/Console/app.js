'use strict';

const el = id => document.getElementById(id);
const keyName = 'agentcluster.key';
let current = null;

// Everything that comes from the server is put in as text, never as HTML.
function setText(id, text) { el(id).textContent = text ?? ''; }

function make(tag, text, className) {
  const node = document.createElement(tag);
  node.textContent = text;
  if (className) node.className = className;
  return node;
}

function fail(message) {
  setText('problem', message);
  el('problem').hidden = !message;
}

// The key lives in this tab only and is sent nowhere but here.
function send(path, options = {}) {
  const key = sessionStorage.getItem(keyName);
  return fetch(path, { ...options, headers: { ...options.headers, ...(key && { Authorization: `Bearer ${key}` }) } });
}

function showKey(wanted) {
  const has = sessionStorage.getItem(keyName) !== null;
  el('key').hidden = !wanted;
  el('forget').hidden = !has;
  // A plain link carries no key.
  for (const link of document.querySelectorAll('nav a[href^="/v1/"]')) link.hidden = wanted || has;
}

async function call(method, path, body) {
  const response = await send(path, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (response.status === 401) showKey(true);
  const answer = await response.json().catch(() => null);
  if (!response.ok) throw new Error(answer?.detail ?? `The server answered ${response.status}.`);
  return answer;
}

function showRows(interaction) {
  const table = el('rows');
  table.replaceChildren();
  el('rows-part').hidden = interaction.columns.length === 0;
  const head = table.createTHead().insertRow();
  for (const name of interaction.columns) {
    const cell = make('th', name);
    cell.scope = 'col';
    head.append(cell);
  }
  const body = table.createTBody();
  for (const row of interaction.rows) {
    const line = body.insertRow();
    row.forEach((value, i) => {
      const isNumber = ['integer', 'number'].includes(interaction.columnTypes[i]);
      line.append(value === null
        ? make('td', 'null', 'null')
        : make('td', typeof value === 'object' ? JSON.stringify(value) : String(value), isNumber ? 'number' : ''));
    });
  }
  el('csv').href = `/v1/interactions/${encodeURIComponent(interaction.interactionId)}/rows.csv`;
}

function show(interaction) {
  current = interaction;
  el('result').hidden = false;
  const running = interaction.status === 'running';
  setText('answer', interaction.answer ?? interaction.error?.message ?? (running ? 'Thinking…' : interaction.status));
  setText('facts', [
    interaction.agent, interaction.status,
    `confidence ${Math.round(interaction.confidence * 100)} %`,
    `${interaction.rowCount} row${interaction.rowCount === 1 ? '' : 's'}${interaction.truncated ? ' (there are more)' : ''}`,
    `${Math.round(interaction.durationMs)} ms`,
  ].filter(Boolean).join(' · '));
  el('assumptions').replaceChildren(...interaction.assumptions.map(text => make('li', text)));
  el('assumptions-part').hidden = interaction.assumptions.length === 0;
  setText('sql', interaction.sql);
  el('sql-part').hidden = !interaction.sql;
  showRows(interaction);
  el('feedback').hidden = running;
  el('cancel').hidden = !running;
  setText('thanks', '');
  el('corrected').value = '';
}

async function waitForEnd(interaction) {
  while (interaction.status === 'running') {
    interaction = await call('GET', `/v1/interactions/${encodeURIComponent(interaction.interactionId)}?waitSeconds=20`);
    show(interaction);
  }
}

el('ask').addEventListener('submit', async event => {
  event.preventDefault();
  const button = event.submitter ?? el('ask').querySelector('button');
  const agent = el('agent').value;
  fail('');
  button.disabled = true;
  try {
    const path = agent ? `/v1/agents/${encodeURIComponent(agent)}/ask` : '/v1/ask';
    const interaction = await call('POST', path, { question: el('question').value, source: el('source').value, waitSeconds: 5 });
    show(interaction);
    await waitForEnd(interaction);
  } catch (error) {
    fail(error.message);
  } finally {
    button.disabled = false;
  }
});

el('question').addEventListener('keydown', event => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  el('ask').requestSubmit();
});

el('cancel').addEventListener('click', async () => {
  try {
    show(await call('POST', `/v1/interactions/${encodeURIComponent(current.interactionId)}/cancel`));
  } catch (error) {
    fail(error.message);
  }
});

el('feedback').addEventListener('submit', async event => {
  event.preventDefault();
  fail('');
  try {
    const correctedSql = el('corrected').value.trim() || null;
    await call('POST', `/v1/interactions/${encodeURIComponent(current.interactionId)}/feedback`,
      { verdict: event.submitter?.value ?? 'correct', correctedSql, comment: null });
    setText('thanks', 'Noted and learned. Thank you.');
  } catch (error) {
    fail(error.message);
  }
});

el('csv').addEventListener('click', async event => {
  if (sessionStorage.getItem(keyName) === null) return;
  event.preventDefault();
  try {
    const response = await send(el('csv').href);
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    const link = make('a', '');
    link.href = URL.createObjectURL(await response.blob());
    link.download = `${current.interactionId}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  } catch (error) {
    fail(error.message);
  }
});

el('key').addEventListener('submit', event => {
  event.preventDefault();
  sessionStorage.setItem(keyName, el('key-text').value.trim());
  el('key-text').value = '';
  fail('');
  start();
});

el('forget').addEventListener('click', () => {
  sessionStorage.removeItem(keyName);
  location.reload();
});

function addOptions(id, values) {
  const present = new Set([...el(id).options].map(option => option.value));
  for (const { value, text } of values) {
    if (!present.has(value)) {
      const option = make('option', text);
      option.value = value;
      el(id).append(option);
    }
  }
}

async function start() {
  showKey(false);
  const ready = await fetch('/health/ready').then(response => response.json()).catch(() => null);
  const catalog = await call('GET', '/v1/discovery').catch(() => null);
  setText('status', catalog
    ? `Ready: ${catalog.tables} tables, ${catalog.views} views, ${catalog.relationships + catalog.inferredRelationships} relationships known.`
    : ready?.reason ?? 'The cluster does not answer.');
  const agents = await call('GET', '/v1/agents').catch(() => ({ items: [] }));
  addOptions('agent', agents.items.map(agent => ({ value: agent.id, text: agent.title })));
  const sources = await call('GET', '/v1/sources').catch(() => ({ items: [] }));
  addOptions('source', sources.items.map(source => ({ value: source.name, text: source.name })));
}

start();
