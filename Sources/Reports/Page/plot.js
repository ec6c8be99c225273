// Draws the expected and the actual values of a case.
const plot = about => {
  const {expected, actual, name} = about.series;
  const finite = [...expected, ...actual].filter(Number.isFinite);
  const frame = element('figure', {class: 'plot-frame'});
  if (finite.length === 0) return frame;
  const low = finite.reduce((a, b) => Math.min(a, b));
  const high = finite.reduce((a, b) => Math.max(a, b));
  let isLog = low > 0 && high / low > 1000;
  let width = 0;
  let svg = element('span');
  frame.append(svg);
  // As wide as there is room, so that the labels keep their size on a phone.
  const draw = () => {
    width = Math.min(Math.max(Math.floor(frame.clientWidth), 260), 736);
    const next = picture(about, low, high, isLog, width);
    frame.replaceChild(next, svg);
    svg = next;
  };
  new ResizeObserver(() => { if (Math.floor(frame.clientWidth) !== width) draw(); }).observe(frame);
  frame.append(element('figcaption', {}, element('b', {}, name), ' by step: ',
    element('span', {class: 'key expected'}, 'expected'), ' and ', element('span', {class: 'key actual'}, 'actual'),
    ` part at step ${about.step}`));
  if (low > 0 && high > low) {
    const box = element('input', {type: 'checkbox'});
    box.checked = isLog;
    box.addEventListener('change', () => { isLog = box.checked; draw(); });
    frame.append(element('label', {class: 'log'}, box, ' logarithmic'));
  }
  return frame;
};

const picture = (about, low, high, isLog, width) => {
  const {steps, expected, actual, name} = about.series;
  const height = Math.round(Math.min(260, Math.max(190, width * 0.5)));
  const middle = isLog ? Math.sqrt(low * high) : (low + high) / 2;
  const marks = high > low ? [high, middle, low] : [high];
  const left = 14 + 7.5 * Math.max(...marks.map(value => number(value).length));
  const [right, top, bottom] = [14, 26, 40];
  const scale = isLog ? Math.log : value => value;
  const [bottomValue, topValue] = [scale(low), scale(high)];
  const [firstStep, lastStep] = [steps[0], steps[steps.length - 1]];
  const x = step => left + (width - left - right) * (lastStep > firstStep ? (step - firstStep) / (lastStep - firstStep) : 0.5);
  const y = value => height - bottom - (height - top - bottom) * (topValue > bottomValue ? (scale(value) - bottomValue) / (topValue - bottomValue) : 0.5);
  const svg = drawing('svg', {class: 'plot', width, height, viewBox: `0 0 ${width} ${height}`, role: 'img',
    'aria-label': `${name} by step: expected from ${number(expected[0])}, actual from ${number(actual[0])}; they part at step ${about.step}`});
  const text = (px, py, anchor, content, kind = '') =>
    svg.append(drawing('text', {class: kind, x: px.toFixed(1), y: py.toFixed(1), 'text-anchor': anchor}, content));
  for (const value of marks) {
    svg.append(drawing('path', {class: 'grid', d: `M${left} ${y(value).toFixed(1)}H${width - right}`}));
    text(left - 6, y(value) + 4, 'end', number(value));
  }
  svg.append(drawing('path', {class: 'axis', d: `M${left} ${top}V${height - bottom}H${width - right}`}));
  text(left, height - bottom + 16, 'start', String(firstStep));
  if (lastStep > firstStep) text(width - right, height - bottom + 16, 'end', String(lastStep));
  text((left + width - right) / 2, height - 6, 'middle', 'step');
  const mark = x(Math.min(Math.max(about.step, firstStep), lastStep));
  svg.append(drawing('path', {class: 'mark', d: `M${mark.toFixed(1)} ${top}V${height - bottom}`}));
  const anchor = mark < left + 40 ? 'start' : mark > width - right - 40 ? 'end' : 'middle';
  text(mark, top - 8, anchor, `step ${about.step}`, 'mark-text');
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
  line(expected, 'expected');
  line(actual, 'actual');
  return svg;
};
