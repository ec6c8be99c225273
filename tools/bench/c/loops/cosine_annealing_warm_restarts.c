#define _DEFAULT_SOURCE
#include <math.h>

#include "cloops.h"

void run_cosine_annealing_warm_restarts(struct cosine_annealing_warm_restarts *s, double *rates, int64_t count) {
  int64_t t_cur = s->t_cur, t_i = s->t_i;
  double lr = s->lr;
  for (int64_t i = 0; i < count; i++) {
    t_cur++;
    if (t_cur >= t_i) {
      t_cur = t_cur % t_i;
      t_i = t_i * s->t_mult;
    }
    lr = s->eta_min + (s->base_lr - s->eta_min) * (1 + cos(M_PI * (double)t_cur / (double)t_i)) / 2;
    rates[i] = lr;
  }
  s->lr = lr;
  s->t_cur = t_cur;
  s->t_i = t_i;
}
