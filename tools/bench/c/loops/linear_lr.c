#include "cloops.h"

void run_linear_lr(struct linear_lr *s, double *rates, int64_t count) {
  double lr = s->lr;
  int64_t epoch = s->epoch;
  for (int64_t i = 0; i < count; i++) {
    epoch++;
    if (epoch <= s->total_iters) {
      double change = s->end_factor - s->start_factor;
      lr = lr * (1.0 + change / ((double)s->total_iters * s->start_factor + (double)(epoch - 1) * change));
    }
    rates[i] = lr;
  }
  s->lr = lr;
  s->epoch = epoch;
}
