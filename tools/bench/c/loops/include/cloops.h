#ifndef CLOOPS_H
#define CLOOPS_H

#include <stdint.h>

// What PyTorch's schedulers compute in a step, for one parameter group, in plain C. Each function makes `count`
// steps and writes the learning rate after each of them to `rates`.

// StepLR.
struct step_lr {
  double lr;
  int64_t epoch;
  int64_t step_size;
  double gamma;
};
void run_step_lr(struct step_lr *s, double *rates, int64_t count);

// MultiStepLR; the milestones ascend, each is there once, and the last is followed by -1.
struct multi_step_lr {
  double lr;
  int64_t epoch;
  const int64_t *next;
  double gamma;
};
void run_multi_step_lr(struct multi_step_lr *s, double *rates, int64_t count);

// ConstantLR.
struct constant_lr {
  double lr;
  int64_t epoch;
  double factor;
  int64_t total_iters;
};
void run_constant_lr(struct constant_lr *s, double *rates, int64_t count);

// LinearLR.
struct linear_lr {
  double lr;
  int64_t epoch;
  double start_factor;
  double end_factor;
  int64_t total_iters;
};
void run_linear_lr(struct linear_lr *s, double *rates, int64_t count);

// ExponentialLR.
struct exponential_lr {
  double lr;
  double gamma;
};
void run_exponential_lr(struct exponential_lr *s, double *rates, int64_t count);

// PolynomialLR.
struct polynomial_lr {
  double lr;
  int64_t epoch;
  int64_t total_iters;
  double power;
};
void run_polynomial_lr(struct polynomial_lr *s, double *rates, int64_t count);

// CosineAnnealingLR: two cosines, as in PyTorch.
struct cosine_annealing_lr {
  double lr;
  double base_lr;
  int64_t epoch;
  int64_t t_max;
  double eta_min;
};
void run_cosine_annealing_lr(struct cosine_annealing_lr *s, double *rates, int64_t count);

// SWALR, cosine annealing: two cosines, as in PyTorch.
struct swalr {
  double lr;
  int64_t step;
  double swa_lr;
  int64_t anneal_epochs;
};
void run_swalr(struct swalr *s, double *rates, int64_t count);

// CosineAnnealingWarmRestarts.
struct cosine_annealing_warm_restarts {
  double lr;
  double base_lr;
  int64_t t_cur;
  int64_t t_i;
  int64_t t_mult;
  double eta_min;
};
void run_cosine_annealing_warm_restarts(struct cosine_annealing_warm_restarts *s, double *rates, int64_t count);

// CyclicLR, triangular, with momentum.
struct cyclic_lr {
  double lr;
  double momentum;
  int64_t epoch;
  double base_lr;
  double max_lr;
  double total_size;
  double step_ratio;
  double base_momentum;
  double max_momentum;
};
void run_cyclic_lr(struct cyclic_lr *s, double *rates, int64_t count);

// OneCycleLR, two phases, cosine annealing, with momentum: two cosines, as in PyTorch.
struct one_cycle_lr {
  double lr;
  double momentum;
  int64_t epoch;
  double first_end;
  double second_end;
  double initial_lr;
  double max_lr;
  double min_lr;
  double base_momentum;
  double max_momentum;
};
void run_one_cycle_lr(struct one_cycle_lr *s, double *rates, int64_t count);

// LambdaLR; the function is called through a pointer.
struct lambda_lr {
  double lr;
  double base_lr;
  int64_t epoch;
  double (*lambda)(int64_t epoch);
};
void run_lambda_lr(struct lambda_lr *s, double *rates, int64_t count);
// The function that LambdaLR is measured with: 0.9999 ** epoch.
double power_lambda(int64_t epoch);

// MultiplicativeLR; the function is called through a pointer.
struct multiplicative_lr {
  double lr;
  int64_t epoch;
  double (*lambda)(int64_t epoch);
};
void run_multiplicative_lr(struct multiplicative_lr *s, double *rates, int64_t count);
// The function that MultiplicativeLR is measured with: 0.9999.
double constant_lambda(int64_t epoch);

// SequentialLR of ConstantLR and, from the milestone on, ExponentialLR.
struct sequential_lr {
  double lr;
  double base_lr;
  int64_t epoch;
  int64_t milestone;
  int64_t constant_epoch;
  double factor;
  int64_t total_iters;
  double gamma;
};
void run_sequential_lr(struct sequential_lr *s, double *rates, int64_t count);

// ChainedScheduler of ConstantLR and ExponentialLR.
struct chained_scheduler {
  double lr;
  int64_t epoch;
  double factor;
  int64_t total_iters;
  double gamma;
};
void run_chained_scheduler(struct chained_scheduler *s, double *rates, int64_t count);

// ReduceLROnPlateau, min, relative; each step takes the next of the metrics.
struct reduce_lr_on_plateau {
  double lr;
  const double *metrics;
  double best;
  int64_t bad_epochs;
  int64_t cooldown_counter;
  double factor;
  int64_t patience;
  double threshold;
  int64_t cooldown;
  double min_lr;
  double eps;
};
void run_reduce_lr_on_plateau(struct reduce_lr_on_plateau *s, double *rates, int64_t count);

#endif
