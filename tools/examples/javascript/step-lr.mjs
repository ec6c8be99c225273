// A scheduler as a JavaScript project has it: what is tested.

export class StepLR {
  #epoch = 0;

  /** @param {{ lr: number }[]} groups the parameter groups, whose lr it sets */
  constructor(groups, { stepSize, gamma = 0.1 }) {
    Object.assign(this, { groups, stepSize, gamma });
  }

  step() {
    this.#epoch += 1;
    if (this.#epoch % this.stepSize !== 0) return;
    for (const group of this.groups) group.lr *= this.gamma;
  }
}
