#include "cloops.h"

void run_exponential_lr(struct exponential_lr *s, double *rates, int64_t count) {
  double lr = s->lr;
  for (int64_t i = 0; i < count; i++) {
    lr = lr * s->gamma;
    rates[i] = lr;
  }
  s->lr = lr;
}
