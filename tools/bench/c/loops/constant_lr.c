#include "cloops.h"

void run_constant_lr(struct constant_lr *s, double *rates, int64_t count) {
  double lr = s->lr;
  int64_t epoch = s->epoch;
  for (int64_t i = 0; i < count; i++) {
    epoch++;
    if (epoch == s->total_iters) lr = lr * (1.0 / s->factor);
    rates[i] = lr;
  }
  s->lr = lr;
  s->epoch = epoch;
}
