#define _DEFAULT_SOURCE
#include <math.h>

#include "cloops.h"

static double anneal(double start, double end, double part) {
  double height = cos(M_PI * part) + 1;
  return end + (start - end) / 2.0 * height;
}

void run_one_cycle_lr(struct one_cycle_lr *s, double *rates, int64_t count) {
  double lr = s->lr, momentum = s->momentum;
  int64_t epoch = s->epoch;
  for (int64_t i = 0; i < count; i++) {
    epoch++;
    double step = (double)epoch;
    if (step <= s->first_end) {
      double part = (step - 0.0) / (s->first_end - 0.0);
      lr = anneal(s->initial_lr, s->max_lr, part);
      momentum = anneal(s->max_momentum, s->base_momentum, part);
    } else {
      double part = (step - s->first_end) / (s->second_end - s->first_end);
      lr = anneal(s->max_lr, s->min_lr, part);
      momentum = anneal(s->base_momentum, s->max_momentum, part);
    }
    rates[i] = lr;
  }
  s->lr = lr;
  s->momentum = momentum;
  s->epoch = epoch;
}
