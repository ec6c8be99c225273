// A scheduler as a C++ project has it: what is tested.
#pragma once

#include <vector>

class StepLR {
 public:
  StepLR(std::vector<double>& lrs, long step_size, double gamma = 0.1)
      : lrs_(lrs), step_size_(step_size), gamma_(gamma) {}

  void step() {
    ++epoch_;
    if (epoch_ % step_size_ != 0) return;
    for (double& lr : lrs_) lr *= gamma_;
  }

 private:
  std::vector<double>& lrs_;
  long step_size_;
  double gamma_;
  long epoch_ = 0;
};
