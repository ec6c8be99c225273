/// A mistake that can be put into the port.
enum PortMistake: Sendable {
  // How it is stepped, built and loaded.
  case lateByOne, lateByTwo, earlyByOne, earlyByTwo, extraStepPerEpoch, noInitialStep, baseFromCurrentRate
  case stateLost, optimizerStateLost, oneStepBackAfterReload, oneStepAheadAfterReload
  case closedFormSteps, chainableEpochs, epochIgnored
  // Groups and units.
  case groupsReversed, groupZeroForAll, percent, doubledBase
  // Decays.
  case gammaEachStep, stepSizePlusOne, stepSizeMinusOne, stepDecayLate, milestonesLate, milestonesEarly
  case milestonesAsSet, factorKept, totalPlusOne, totalMinusOne, endFactorIgnored, rampStopsEarly,
    rampLineLate
  case rampDividedByTotalMinusOne, gammaIgnored
  // Cosines.
  case cosineShortPeriod, clampedAfterPeriod, restartsAfterPeriod, risesAfterPeriod, multiplierIgnored
  case exactPeriods, etaMinIgnored, firstPeriodLonger
  // Cycles.
  case momentumWithRate, threePhasesIgnored, peakLate, peakEarly, linearAnnealing, halvedByIteration
  case halvedByIterationFromOne, decayedByCycle, decayedByCycleFromZero, cycleUnscaled, halvedEarly
  // Plateau.
  case patienceAtLeast, patienceOneMore, cooldownShort, cooldownLong, blindInCooldown, absoluteForRelative
  case minimumForMaximum, epsIgnored, minimumIgnored, bestAtZero, firstIsBest, badEpochsKept, equalIsBetter
  case thresholdAsFactor
  // Composites.
  case childNotRestarted, initialStepsKept, allChildrenStep, startsFromCurrentRate, childrenReversed
  case epochsFromTheStart, switchLate, switchEarly
}
