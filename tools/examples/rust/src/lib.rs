//! A scheduler as a Rust project has it: what is tested.

/// Multiplies the learning rates by `gamma` every `step_size` steps.
pub struct StepLR {
    pub lrs: Vec<f64>,
    pub step_size: u64,
    pub gamma: f64,
    epoch: u64,
}

impl StepLR {
    pub fn new(lrs: Vec<f64>, step_size: u64, gamma: f64) -> Self {
        StepLR { lrs, step_size, gamma, epoch: 0 }
    }

    pub fn step(&mut self) {
        self.epoch += 1;
        if self.epoch % self.step_size == 0 {
            for lr in &mut self.lrs {
                *lr *= self.gamma;
            }
        }
    }
}
