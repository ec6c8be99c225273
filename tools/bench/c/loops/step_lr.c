#include "cloops.h"

void run_step_lr(struct step_lr *s, double *rates, int64_t count) {
  double lr = s->lr;
  int64_t epoch = s->epoch;
  for (int64_t i = 0; i < count; i++) {
    epoch++;
    if (epoch % s->step_size == 0) lr = lr * s->gamma;
    rates[i] = lr;
  }
  s->lr = lr;
  s->epoch = epoch;
}
