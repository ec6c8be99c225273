#define _DEFAULT_SOURCE
#include <math.h>

#include "cloops.h"

void run_multi_step_lr(struct multi_step_lr *s, double *rates, int64_t count) {
  double lr = s->lr;
  int64_t epoch = s->epoch;
  const int64_t *next = s->next;
  for (int64_t i = 0; i < count; i++) {
    epoch++;
    if (epoch == *next) {
      lr = lr * pow(s->gamma, 1);
      next++;
    }
    rates[i] = lr;
  }
  s->lr = lr;
  s->epoch = epoch;
  s->next = next;
}
