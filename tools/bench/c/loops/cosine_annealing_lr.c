#define _DEFAULT_SOURCE
#include <math.h>

#include "cloops.h"

void run_cosine_annealing_lr(struct cosine_annealing_lr *s, double *rates, int64_t count) {
  double lr = s->lr, eta_min = s->eta_min;
  int64_t epoch = s->epoch, t_max = s->t_max;
  for (int64_t i = 0; i < count; i++) {
    epoch++;
    if ((epoch - 1 - t_max) % (2 * t_max) == 0) {
      lr = lr + (s->base_lr - eta_min) * (1 - cos(M_PI / (double)t_max)) / 2;
    } else {
      lr = (1 + cos(M_PI * (double)epoch / (double)t_max)) / (1 + cos(M_PI * (double)(epoch - 1) / (double)t_max))
             * (lr - eta_min)
           + eta_min;
    }
    rates[i] = lr;
  }
  s->lr = lr;
  s->epoch = epoch;
}
