#define _DEFAULT_SOURCE
#include <math.h>

#include "cloops.h"

void run_cyclic_lr(struct cyclic_lr *s, double *rates, int64_t count) {
  double lr = s->lr, momentum = s->momentum;
  int64_t epoch = s->epoch;
  for (int64_t i = 0; i < count; i++) {
    epoch++;
    double cycle = floor(1 + (double)epoch / s->total_size);
    double x = 1.0 + (double)epoch / s->total_size - cycle;
    double position = x <= s->step_ratio ? x / s->step_ratio : (x - 1) / (s->step_ratio - 1);
    lr = s->base_lr + (s->max_lr - s->base_lr) * position;
    momentum = s->max_momentum - (s->max_momentum - s->base_momentum) * position;
    rates[i] = lr;
  }
  s->lr = lr;
  s->momentum = momentum;
  s->epoch = epoch;
}
