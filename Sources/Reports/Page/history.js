// How the implementations did at earlier times: a row for each, a column for each time, the last one being this page's.
const historyTable = (moments, reports) => {
  const head = element('tr', {}, element('th', {scope: 'col'}, 'Implementation'));
  for (const {label} of moments) head.append(element('th', {scope: 'col'}, label));
  head.append(element('th', {scope: 'col'}, 'on this page'));
  const rows = reports.map(report => {
    const runs = moments.map(moment => moment.runs.find(run => run.name === report.name) ?? null);
    const row = element('tr', {}, element('th', {scope: 'row'}, report.name));
    let before = null;
    for (const run of [...runs, report.run]) {
      row.append(historyCell(run, before));
      before = run ?? before;
    }
    return row;
  });
  return element('table', {id: 'history'}, element('thead', {}, head), element('tbody', {}, ...rows));
};

// The share that passes, of what was run, and whether it is larger or smaller than the time before.
const historyCell = (run, before) => {
  if (run === null) return element('td', {class: 'none'}, '–');
  const share = ({passing, run: count}) => count === 0 ? 0 : passing / count;
  const cell = element('td', {title: `${run.passing} of ${run.run} that were run pass, of ${run.total} cases`}, `${run.passing}/${run.run}`);
  const bar = element('span', {class: 'bar', 'aria-hidden': 'true'});
  bar.append(element('i', {class: 'identical', style: `flex:${run.passing}`}),
    element('i', {class: 'diverged', style: `flex:${run.run - run.passing}`}));
  const change = before === null ? 0 : share(run) - share(before);
  if (change > 0) cell.append(element('small', {class: 'verdict identical'}, ' ▲ more pass'));
  if (change < 0) cell.append(element('small', {class: 'verdict diverged'}, ' ▼ fewer pass'));
  cell.append(bar);
  return cell;
};
