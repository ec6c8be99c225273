#include "cloops.h"

void run_chained_scheduler(struct chained_scheduler *s, double *rates, int64_t count) {
  double lr = s->lr;
  int64_t epoch = s->epoch;
  for (int64_t i = 0; i < count; i++) {
    epoch++;
    if (epoch == s->total_iters) lr = lr * (1.0 / s->factor);
    lr = lr * s->gamma;
    rates[i] = lr;
  }
  s->lr = lr;
  s->epoch = epoch;
}
