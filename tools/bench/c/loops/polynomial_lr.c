#define _DEFAULT_SOURCE
#include <math.h>

#include "cloops.h"

void run_polynomial_lr(struct polynomial_lr *s, double *rates, int64_t count) {
  double lr = s->lr;
  int64_t epoch = s->epoch;
  double total = (double)s->total_iters;
  for (int64_t i = 0; i < count; i++) {
    epoch++;
    if (epoch <= s->total_iters) {
      lr = lr * pow((1.0 - (double)epoch / total) / (1.0 - (double)(epoch - 1) / total), s->power);
    }
    rates[i] = lr;
  }
  s->lr = lr;
  s->epoch = epoch;
}
