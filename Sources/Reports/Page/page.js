(() => {
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

  // A report's details are parsed when one of its cases is looked at.
  const parsed = [];
  const details = report => parsed[report] ??= JSON.parse(document.getElementById(`details-${report}`).textContent);
  const detail = (report, index) => details(report)[index] ?? {};

  for (const report of data.reports) {
    report.known = new Set(report.known);
    report.causes = new Map(report.causes);
  }
  const label = report => `${report.name} ${report.version}`;
  const suiteNames = data.suites;
  // A column is a class or a family; the classes come first.
  const columnOf = item => item.family ?? item.schedulers[0] ?? suiteNames[item.suite];
  const families = new Set(data.cases.map(item => item.family).filter(Boolean));
  const columns = [...new Set(data.cases.map(columnOf))].sort((a, b) =>
    families.has(a) - families.has(b) || (a < b ? -1 : 1));
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
  const isIn = column => column === '' ? () => true : item => columnOf(item) === column;
  const cell = (report, number, column) => {
    const counts = tally(report, isIn(column));
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
    const name = column || 'all cases';
    const button = element('button', {
      type: 'button', tabindex: '-1', 'aria-pressed': 'false', title: spoken(counts),
      'aria-label': `${label(report)}, ${name}: ${spoken(counts)}`,
      'data-report': number, 'data-column': column,
    }, run === 0 ? element('span', {class: 'none'}, '–') : `${passing}/${run}`, bar);
    if (column === '') {
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
  const head = element('tr', {}, element('th', {scope: 'col'}, 'Implementation'),
    element('th', {scope: 'col'}, 'What the run says of itself'), element('th', {scope: 'col'}, 'All'));
  for (const column of columns) {
    head.append(element('th', {scope: 'col', class: families.has(column) ? 'family' : null}, element('span', {}, column)));
  }
  matrix.append(element('thead', {}, head));
  const body = element('tbody');
  data.reports.forEach((report, number) => {
    const about = [report.version, report.language, report.precision].filter(Boolean).join(', ');
    const name = /^https?:\/\//.test(report.homepage ?? '')
      ? element('a', {href: report.homepage, rel: 'noreferrer noopener'}, report.name) : report.name;
    const row = element('tr', {}, element('th', {scope: 'row', title: `${report.name} ${about}`}, name, element('small', {}, about)));
    row.append(element('td', {class: `standing ${report.claim}`}, report.standing));
    row.append(cell(report, number, ''));
    for (const column of columns) row.append(cell(report, number, column));
    body.append(row);
  });
  matrix.append(body);
  // One button is in the order of Tab; the arrow keys go from one to the next.
  const cells = [...body.rows].map(row => [...row.querySelectorAll('td:not(.standing)')].map(td => td.querySelector('button')));
  const enter = button => {
    matrix.querySelector('button[tabindex="0"]')?.setAttribute('tabindex', '-1');
    button.setAttribute('tabindex', '0');
  };
  const firstButton = matrix.querySelector('button');
  if (firstButton) enter(firstButton);
  matrix.addEventListener('focusin', event => { if (event.target.matches('button')) enter(event.target); });
  matrix.addEventListener('keydown', event => {
    let row = cells.findIndex(buttons => buttons.includes(event.target));
    if (row < 0) return;
    let column = cells[row].indexOf(event.target);
    const steps = {ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0], End: [0, 1], Home: [0, -1]};
    if (!(event.key in steps)) return;
    event.preventDefault();
    const [down, right] = steps[event.key];
    // Cells without a case have no button.
    let target = null;
    while (cells[row += down] && (column += right) in cells[row]) {
      if (!cells[row][column]) continue;
      target = cells[row][column];
      if (!['Home', 'End'].includes(event.key)) break;
    }
    target?.focus();
  });
  matrix.addEventListener('click', event => {
    const button = event.target.closest('button');
    if (!button) return;
    filters.elements.implementation.value = button.dataset.report;
    filters.elements.column.value = button.dataset.column;
    filters.elements.suite.value = '';
    filters.elements.scheduler.value = '';
    filters.elements.listed.value = '';
    // What does not pass, where there is some; else everything.
    const report = data.reports[Number(button.dataset.report)];
    const counts = tally(report, isIn(button.dataset.column));
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
  options(filters.elements.column, 'all', columns.map(name => [name, name]));
  options(filters.elements.suite, 'all', suiteNames.map((name, number) => [number, name]));
  const classes = [...new Set(data.cases.flatMap(item => item.schedulers))].sort();
  options(filters.elements.scheduler, 'all', classes.map(name => [name, name]));

  // The list.
  const list = document.getElementById('cases');
  let found = [];

  const find = () => {
    const wanted = new Set([...filters.elements.verdict].filter(box => box.checked).map(box => box.value));
    const implementation = filters.elements.implementation.value;
    const inColumn = isIn(filters.elements.column.value);
    const suite = filters.elements.suite.value;
    const scheduler = filters.elements.scheduler.value;
    const listed = filters.elements.listed.value;
    const words = filters.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const result = [];
    data.cases.forEach((item, index) => {
      if (!inColumn(item)) return;
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
        const isKnown = report.known.has(index);
        if (listed !== '' && isKnown !== (listed === 'yes')) return;
        result.push({item, index, report, number, verdict, isKnown});
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
    // The group above it has the cause.
    const why = about.known ? `known: ${about.known}` : about.headline ?? about.reason;
    if (why) summary.append(element('span', {class: 'cause'}, why));
    const box = element('details', {class: 'case'}, summary);
    box.addEventListener('toggle', () => {
      if (box.open && box.childElementCount === 1) box.append(caseContent(item, about, report));
    });
    return element('li', {}, box);
  };

  // What does not pass goes by its cause, what was skipped by the reason, the rest by its verdict.
  const groupOf = ({index, report, number, verdict}) => {
    if (verdict.name === 'skipped') return `skipped ${detail(number, index).reason ?? ''}`;
    if (!['diverged', 'error-mismatch'].includes(verdict.name)) return verdict.name;
    const cause = report.causes.get(index);
    return cause === undefined ? 'unexplained' : `cause ${cause}`;
  };
  const titles = {
    unexplained: '? Unexplained: no plausible mistake gives what was observed', broken: '‼ Broken: the adapter failed',
    within: '≈ Within tolerance', identical: '✓ Identical',
  };
  // What nobody has explained first, then the causes, the frequent ones first, then the rest.
  const order = ['unexplained', 'cause', 'broken', 'skipped', 'within', 'identical'];
  const place = key => order.indexOf(key.split(' ')[0]);

  const group = (key, results) => {
    const known = results.filter(result => result.isKnown).length;
    const names = new Set(results.map(result => result.report.name)).size;
    const title = key.startsWith('skipped ') ? `– Skipped: ${key.slice(8)}` : titles[key] ?? data.causes[Number(key.slice(6))];
    const count = `${counted(results.length, 'result')}${data.reports.length > 1 ? ` of ${counted(names, 'implementation')}` : ''}`;
    const box = element('details', {class: key === 'unexplained' ? 'group unexplained' : 'group'},
      element('summary', {}, element('h3', {}, title), ' ', element('span', {class: 'count'}, known > 0 ? `${count}, ${known} known` : count)));
    const cases = element('ol', {class: 'cases'});
    const more = element('button', {type: 'button', class: 'more'});
    let shown = 0;
    const append = () => {
      const first = shown;
      cases.append(...results.slice(shown, shown + pageSize).map(entry));
      shown = Math.min(results.length, shown + pageSize);
      more.hidden = shown === results.length;
      more.textContent = `Show more (${results.length - shown} left)`;
      if (first > 0) cases.children[first].querySelector('summary').focus();
    };
    more.addEventListener('click', append);
    box.addEventListener('toggle', () => { if (box.open && shown === 0) append(); });
    box.append(cases, more);
    return box;
  };

  const show = () => {
    found = find();
    const groups = new Map();
    for (const result of found) {
      const key = groupOf(result);
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(result);
    }
    const sorted = [...groups].sort(([a, x], [b, y]) => place(a) - place(b) || y.length - x.length);
    const boxes = sorted.map(([key, results]) => group(key, results));
    list.replaceChildren(...boxes);
    // A short list needs no second click.
    if (found.length <= 20 || boxes.length === 1) for (const box of boxes) box.open = true;
    const causes = sorted.filter(([key]) => key.startsWith('cause')).length;
    document.getElementById('found').textContent =
      `${found.length} of ${data.reports.length} × ${data.cases.length} results${causes > 0 ? `, ${counted(causes, 'cause')}` : ''}`
      + (groups.has('unexplained') ? `, ${groups.get('unexplained').length} unexplained` : '');
    const {implementation, column} = filters.elements;
    for (const button of matrix.querySelectorAll('button')) {
      const isShown = button.dataset.report === implementation.value && button.dataset.column === column.value;
      button.setAttribute('aria-pressed', String(isShown));
    }
  };

  if (data.history.length > 0) {
    const now = data.reports.map(report => {
      const counts = tally(report, () => true);
      const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
      return {name: report.name, run: {passing: (counts.i ?? 0) + (counts.w ?? 0), run: total - (counts.s ?? 0), total}};
    });
    document.getElementById('history-frame').append(historyTable(data.history, now));
    document.getElementById('history-section').hidden = false;
  }
  const versions = [...new Set(data.reports.map(report => report.pytorch))].join(', ');
  const suites = [...new Set(data.reports.map(report => report.suite_version).filter(Boolean))].join(', ');
  document.getElementById('about').textContent =
    `${counted(data.reports.length, 'implementation')}, ${data.cases.length} cases, checked against PyTorch ${versions}${suites && `, suite ${suites},`} by lrconform ${data.lrconform}.`;
  filters.addEventListener('input', show);
  filters.addEventListener('reset', () => setTimeout(show));
  filters.addEventListener('submit', event => event.preventDefault());
  show();
})();
