#include "cloops.h"

void run_reduce_lr_on_plateau(struct reduce_lr_on_plateau *s, double *rates, int64_t count) {
  double lr = s->lr;
  for (int64_t i = 0; i < count; i++) {
    double metric = *s->metrics++;
    if (metric < s->best * (1.0 - s->threshold)) {
      s->best = metric;
      s->bad_epochs = 0;
    } else {
      s->bad_epochs++;
    }
    if (s->cooldown_counter > 0) {
      s->cooldown_counter--;
      s->bad_epochs = 0;
    }
    if (s->bad_epochs > s->patience) {
      double reduced = lr * s->factor;
      if (s->min_lr > reduced) reduced = s->min_lr;
      if (lr - reduced > s->eps) lr = reduced;
      s->cooldown_counter = s->cooldown;
      s->bad_epochs = 0;
    }
    rates[i] = lr;
  }
  s->lr = lr;
}
