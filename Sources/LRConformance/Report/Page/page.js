'use strict';
(() => {
  // Everything that reports say is put in as text, never as markup.
  const data = JSON.parse(document.getElementById('data').textContent);
  const verdicts = [
    {name: 'identical', letter: 'i', mark: '✓', about: 'the same bits'},
    {name: 'within', letter: 'w', mark: '≈', about: 'within tolerance'},
    {name: 'diverged', letter: 'd', mark: '✗', about: 'out of tolerance'},
    {name: 'error-mismatch', letter: 'e', mark: '⚠', about: 'another error, or none'},
    {name: 'skipped', letter: 's', mark: '–', about: 'not offered'},
    {name: 'broken', letter: 'b', mark: '‼', about: 'the adapter failed'},
  ];
  const byLetter = Object.fromEntries(verdicts.map(verdict => [verdict.letter, verdict]));
  const shownAtFirst = ['diverged', 'error-mismatch', 'broken'];
  const pageSize = 100;

  const element = (name, attributes = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(key, value);
    node.append(...children);
    return node;
  };
  const drawing = (name, attributes = {}, text = null) => {
    const node = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    if (text !== null) node.textContent = text;
    return node;
  };

  // A report's details are parsed when one of its cases is looked at.
  const parsed = [];
  const details = report => parsed[report] ??= JSON.parse(document.getElementById(`details-${report}`).textContent);
  const detail = (report, index) => details(report)[index] ?? {};

  const label = report => `${report.name} ${report.version}`;
  const suiteNames = data.suites;
  const filters = document.getElementById('filters');

  // The matrix.
  const tally = (report, accepts) => {
    const counts = {};
    for (let index = 0; index < data.cases.length; index++) {
      const letter = report.verdicts[index];
      if (letter !== '.' && accepts(data.cases[index])) counts[letter] = (counts[letter] ?? 0) + 1;
    }
    return counts;
  };
  const spoken = counts =>
    verdicts.filter(verdict => counts[verdict.letter]).map(verdict => `${counts[verdict.letter]} ${verdict.name}`).join(', ') || 'no case';
  const cell = (report, number, suite) => {
    const counts = tally(report, suite === null ? () => true : item => item.suite === suite);
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const td = element('td');
    if (total === 0) return td;
    const passing = (counts.i ?? 0) + (counts.w ?? 0);
    const run = total - (counts.s ?? 0);
    const bar = element('span', {class: 'bar', 'aria-hidden': 'true'});
    for (const verdict of verdicts) {
      const count = counts[verdict.letter];
      if (count) bar.append(element('i', {class: verdict.name, style: `flex:${count}`}));
    }
    const name = suite === null ? 'all suites' : suiteNames[suite];
    const button = element('button', {
      type: 'button', 'aria-pressed': 'false', title: spoken(counts),
      'aria-label': `${label(report)}, ${name}: ${spoken(counts)}`,
      'data-report': number, 'data-suite': suite ?? '',
    }, run === 0 ? element('span', {class: 'none'}, '–') : `${passing}/${run}`, bar);
    if (suite === null) {
      const chips = element('span', {'aria-hidden': 'true'});
      for (const verdict of verdicts) {
        const count = counts[verdict.letter];
        if (count && verdict.letter !== 'i') chips.append(' ', element('small', {class: `verdict ${verdict.name}`}, `${verdict.mark}${count}`));
      }
      button.insertBefore(chips, bar);
    }
    td.append(button);
    return td;
  };
  const matrix = document.getElementById('matrix');
  const head = element('tr', {}, element('th', {scope: 'col'}, 'Implementation'), element('th', {scope: 'col'}, 'All'));
  for (const suite of suiteNames) head.append(element('th', {scope: 'col'}, element('span', {}, suite)));
  matrix.append(element('thead', {}, head));
  const body = element('tbody');
  data.reports.forEach((report, number) => {
    const about = [report.version, report.language, report.precision].filter(Boolean).join(', ');
    const name = /^https?:\/\//.test(report.homepage ?? '')
      ? element('a', {href: report.homepage, rel: 'noreferrer noopener'}, report.name) : report.name;
    const row = element('tr', {}, element('th', {scope: 'row', title: `${report.name} ${about}`}, name, element('small', {}, about)));
    row.append(cell(report, number, null));
    suiteNames.forEach((_, suite) => row.append(cell(report, number, suite)));
    body.append(row);
  });
  matrix.append(body);
  matrix.addEventListener('click', event => {
    const button = event.target.closest('button');
    if (!button) return;
    filters.elements.implementation.value = button.dataset.report;
    filters.elements.suite.value = button.dataset.suite;
    // What does not pass, where there is some; else everything.
    const report = data.reports[Number(button.dataset.report)];
    const counts = tally(report, item => button.dataset.suite === '' || item.suite === Number(button.dataset.suite));
    const failing = verdicts.some(verdict => shownAtFirst.includes(verdict.name) && counts[verdict.letter]);
    for (const box of filters.elements.verdict) box.checked = failing ? shownAtFirst.includes(box.value) : true;
    show();
    document.getElementById('cases-heading').focus({preventScroll: true});
    document.getElementById('cases-heading').scrollIntoView();
  });

  // The filters.
  const legend = document.getElementById('legend');
  const boxes = document.getElementById('verdicts');
  for (const verdict of verdicts) {
    legend.append(element('li', {}, element('span', {class: `verdict ${verdict.name}`}, `${verdict.mark} ${verdict.name}`), ` ${verdict.about}`));
    const box = element('input', {type: 'checkbox', name: 'verdict', value: verdict.name});
    box.defaultChecked = shownAtFirst.includes(verdict.name);
    boxes.append(element('label', {}, box, ' ', element('span', {class: `verdict ${verdict.name}`}, `${verdict.mark} ${verdict.name}`)));
  }
  const options = (select, all, names) => {
    select.append(element('option', {value: ''}, all));
    names.forEach(([value, text]) => select.append(element('option', {value}, text)));
  };
  options(filters.elements.implementation, 'all', data.reports.map((report, number) => [number, label(report)]));
  options(filters.elements.suite, 'all', suiteNames.map((name, number) => [number, name]));
  const classes = [...new Set(data.cases.flatMap(item => item.schedulers))].sort();
  options(filters.elements.scheduler, 'all', classes.map(name => [name, name]));

  // The list.
  const list = document.getElementById('cases');
  const more = document.getElementById('more');
  let found = [];
  let shown = 0;

  const find = () => {
    const wanted = new Set([...filters.elements.verdict].filter(box => box.checked).map(box => box.value));
    const implementation = filters.elements.implementation.value;
    const suite = filters.elements.suite.value;
    const scheduler = filters.elements.scheduler.value;
    const words = filters.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const result = [];
    data.cases.forEach((item, index) => {
      if (suite !== '' && item.suite !== Number(suite)) return;
      if (scheduler !== '' && !item.schedulers.includes(scheduler)) return;
      data.reports.forEach((report, number) => {
        if (implementation !== '' && number !== Number(implementation)) return;
        const verdict = byLetter[report.verdicts[index]];
        if (!verdict || !wanted.has(verdict.name)) return;
        if (words.length > 0) {
          const about = detail(number, index);
          const text = [item.id, item.title, item.tags.join(' '), item.level, about.headline, about.cause, about.reason, about.known].join(' ').toLowerCase();
          if (!words.every(word => text.includes(word))) return;
        }
        result.push({item, index, report, number, verdict});
      });
    });
    return result;
  };

  const entry = ({item, index, report, number, verdict}) => {
    const about = detail(number, index);
    const summary = element('summary', {},
      element('span', {class: `verdict ${verdict.name}`}, `${verdict.mark} ${verdict.name}`), ' ',
      element('b', {}, report.name), ' ', element('span', {class: 'id'}, item.id), ' ',
      element('span', {class: 'title'}, item.title));
    const why = about.known ? `known: ${about.known}` : about.cause ?? about.reason ?? about.headline;
    if (why) summary.append(element('span', {class: 'cause'}, why));
    const box = element('details', {}, summary);
    box.addEventListener('toggle', () => {
      if (box.open && box.childElementCount === 1) box.append(content(item, about, report));
    });
    return element('li', {}, box);
  };

  const append = () => {
    list.append(...found.slice(shown, shown + pageSize).map(entry));
    shown = Math.min(found.length, shown + pageSize);
    more.hidden = shown === found.length;
    more.textContent = `Show more (${found.length - shown} left)`;
  };

  const show = () => {
    found = find();
    shown = 0;
    list.replaceChildren();
    append();
    document.getElementById('found').textContent = `${found.length} of ${data.reports.length} × ${data.cases.length} results`;
    const {implementation, suite} = filters.elements;
    for (const button of matrix.querySelectorAll('button')) {
      const isShown = button.dataset.report === implementation.value && button.dataset.suite === suite.value;
      button.setAttribute('aria-pressed', String(isShown));
    }
  };

  // One case.
  const content = (item, about, report) => {
    const box = element('div', {class: 'detail'});
    const section = (title, ...children) => box.append(element('h4', {}, title), ...children);
    // The summary above it has the known reason, the cause, or else this.
    if (about.headline && (about.known || about.cause)) box.append(element('p', {}, about.headline));
    if (about.unobserved) box.append(element('p', {}, `Not observed, not judged: ${about.unobserved}.`));
    if (about.ulp !== undefined) box.append(element('p', {}, `Largest error: ${number(about.ulp)} ULP, relative ${number(about.relative)}.`));
    if (about.series) section('Expected and actual', plot(about));
    if (about.window) section('Around the first diverging step', values(about));
    if (about.headline) section('Cause', element('p', {}, about.cause ?? 'unknown'));
    if (about.stderr) section('Standard error', element('pre', {}, about.stderr));
    if (item.why) section('What the case is for', element('p', {}, item.why));
    if (item.scenario) section('Scenario', element('pre', {tabindex: '0'}, item.scenario));
    section('Reproduce', element('pre', {tabindex: '0'},
      `lrconform check --id ${item.id} -- …\nlrconform show ${item.id}\nlrconform repro ${item.id}`));
    if (/^https?:\/\//.test(report.issues ?? '')) {
      box.append(element('p', {}, element('a', {href: report.issues, rel: 'noreferrer noopener'}, `Report it to ${report.name}`)));
    }
    return box;
  };

  const number = value => typeof value === 'number' ? String(Number(value.toPrecision(3))) : String(value);

  const values = about => {
    const {steps, expected, actual} = about.window;
    const table = element('table', {}, element('thead', {}, element('tr', {},
      ...['step', 'expected', 'actual'].map(name => element('th', {scope: 'col'}, name)))));
    const rows = element('tbody');
    steps.forEach((step, index) => rows.append(element('tr', {class: step === about.step ? 'first' : null},
      element('th', {scope: 'row'}, step === about.step ? `▶ ${step}` : String(step)),
      element('td', {}, String(expected[index])), element('td', {}, String(actual[index])))));
    table.append(rows);
    return element('div', {class: 'scroll'}, table);
  };

  const plot = about => {
    const {steps, expected, actual} = about.series;
    const finite = [...expected, ...actual].filter(Number.isFinite);
    const frame = element('div');
    if (finite.length === 0) return frame;
    const low = finite.reduce((a, b) => Math.min(a, b));
    const high = finite.reduce((a, b) => Math.max(a, b));
    let isLog = low > 0 && high / low > 1000;
    const draw = () => picture(about, low, high, isLog);
    frame.append(draw());
    if (low > 0 && high > low) {
      const box = element('input', {type: 'checkbox'});
      box.checked = isLog;
      box.addEventListener('change', () => {
        isLog = box.checked;
        frame.replaceChild(draw(), frame.firstChild);
      });
      frame.append(element('label', {class: 'log'}, box, ' logarithmic'));
    }
    return frame;
  };

  const picture = (about, low, high, isLog) => {
    const {steps, expected, actual, name} = about.series;
    const [width, height, left, right, top, bottom] = [640, 260, 78, 14, 26, 30];
    const scale = isLog ? Math.log : value => value;
    const [bottomValue, topValue] = [scale(low), scale(high)];
    const lastStep = steps[steps.length - 1];
    const x = step => left + (width - left - right) * (lastStep > steps[0] ? (step - steps[0]) / (lastStep - steps[0]) : 0.5);
    const y = value => height - bottom - (height - top - bottom) * (topValue > bottomValue ? (scale(value) - bottomValue) / (topValue - bottomValue) : 0.5);
    const svg = drawing('svg', {class: 'plot', viewBox: `0 0 ${width} ${height}`, role: 'img',
      'aria-label': `${name} by step: expected from ${number(expected[0])}, actual from ${number(actual[0])}; they part at step ${about.step}`});
    svg.append(drawing('path', {class: 'axis', d: `M${left} ${top}V${height - bottom}H${width - right}`}));
    const tick = (px, py, anchor, text) => svg.append(drawing('text', {x: px, y: py, 'text-anchor': anchor}, text));
    tick(left - 6, y(high) + 4, 'end', number(high));
    if (high > low) tick(left - 6, y(low) + 4, 'end', number(low));
    tick(left, height - bottom + 16, 'middle', String(steps[0]));
    tick(width - right, height - bottom + 16, 'end', String(lastStep));
    tick(left, 16, 'start', name);
    const line = (column, kind) => {
      let d = '';
      let open = false;
      steps.forEach((step, index) => {
        const value = column[index];
        if (!Number.isFinite(value)) { open = false; return; }
        d += `${open ? 'L' : 'M'}${x(step).toFixed(1)} ${y(value).toFixed(1)}`;
        open = true;
      });
      svg.append(drawing('path', {class: kind, d}));
      steps.forEach((step, index) => {
        if (Math.abs(step - about.step) <= 2 && Number.isFinite(column[index])) {
          svg.append(drawing('circle', {class: kind, cx: x(step).toFixed(1), cy: y(column[index]).toFixed(1), r: 3}));
        }
      });
    };
    const mark = x(Math.min(Math.max(about.step, steps[0]), lastStep));
    svg.append(drawing('path', {class: 'mark', d: `M${mark.toFixed(1)} ${top}V${height - bottom}`}));
    svg.append(drawing('text', {class: 'mark-text', x: mark.toFixed(1), y: height - bottom + 16,
      'text-anchor': mark < left + 60 ? 'start' : mark > width - 80 ? 'end' : 'middle',
      ...(mark < left + 60 ? {dx: 12} : mark > width - 80 ? {dx: -34} : {})}, `step ${about.step}`));
    line(expected, 'expected');
    line(actual, 'actual');
    svg.append(drawing('text', {class: 'expected', x: width - right - 60, y: 16, 'text-anchor': 'end'}, '— expected'));
    svg.append(drawing('text', {class: 'actual', x: width - right, y: 16, 'text-anchor': 'end'}, '-- actual'));
    return svg;
  };

  const versions = [...new Set(data.reports.map(report => report.pytorch))].join(', ');
  const suites = [...new Set(data.reports.map(report => report.suite_version).filter(Boolean))].join(', ');
  document.getElementById('about').textContent =
    `${data.reports.length} implementations, ${data.cases.length} cases, held against PyTorch ${versions}${suites && `, suite ${suites},`} by lrconform ${data.lrconform}.`;
  filters.addEventListener('input', show);
  filters.addEventListener('reset', () => setTimeout(show));
  filters.addEventListener('submit', event => event.preventDefault());
  more.addEventListener('click', append);
  show();
})();
