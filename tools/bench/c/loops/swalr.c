#define _DEFAULT_SOURCE
#include <math.h>

#include "cloops.h"

static double alpha(double t, double epochs) {
  double part = t / epochs;
  return (1 - cos(M_PI * (part < 1 ? part : 1))) / 2;
}

void run_swalr(struct swalr *s, double *rates, int64_t count) {
  double lr = s->lr, swa_lr = s->swa_lr, epochs = (double)s->anneal_epochs;
  int64_t step = s->step;
  for (int64_t i = 0; i < count; i++) {
    step++;
    double before = alpha((double)(step - 1), epochs);
    double start = before == 1 ? swa_lr : (lr - before * swa_lr) / (1 - before);
    double now = alpha((double)step, epochs);
    lr = swa_lr * now + start * (1 - now);
    rates[i] = lr;
  }
  s->lr = lr;
  s->step = step;
}
