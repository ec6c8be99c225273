#include "cloops.h"

double constant_lambda(int64_t epoch) {
  (void)epoch;
  return 0.9999;
}

void run_multiplicative_lr(struct multiplicative_lr *s, double *rates, int64_t count) {
  for (int64_t i = 0; i < count; i++) {
    s->epoch++;
    s->lr = s->lr * s->lambda(s->epoch);
    rates[i] = s->lr;
  }
}
