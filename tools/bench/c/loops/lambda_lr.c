#define _DEFAULT_SOURCE
#include <math.h>

#include "cloops.h"

double power_lambda(int64_t epoch) { return pow(0.9999, (double)epoch); }

void run_lambda_lr(struct lambda_lr *s, double *rates, int64_t count) {
  for (int64_t i = 0; i < count; i++) {
    s->epoch++;
    s->lr = s->base_lr * s->lambda(s->epoch);
    rates[i] = s->lr;
  }
}
