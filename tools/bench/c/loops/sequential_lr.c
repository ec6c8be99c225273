#define _DEFAULT_SOURCE
#include <math.h>

#include "cloops.h"

void run_sequential_lr(struct sequential_lr *s, double *rates, int64_t count) {
  double lr = s->lr;
  int64_t epoch = s->epoch;
  for (int64_t i = 0; i < count; i++) {
    epoch++;
    if (epoch == s->milestone) {
      lr = s->base_lr * pow(s->gamma, 0);
    } else if (epoch > s->milestone) {
      lr = lr * s->gamma;
    } else {
      s->constant_epoch++;
      if (s->constant_epoch == s->total_iters) lr = lr * (1.0 / s->factor);
    }
    rates[i] = lr;
  }
  s->lr = lr;
  s->epoch = epoch;
}
