import Scenarios

/// For each cause of the catalogue liars, of which the first plays a simple scenario and the others harder ones.
enum PortLiars {
  private static let step = spec(.step, #""step_size": 3, "gamma": 0.5"#)
  private static let multiStep = spec(.multiStep, #""milestones": [2, 5, 5, 9], "gamma": 0.5"#)
  private static let constant = spec(.constant, #""factor": 0.25, "total_iters": 4"#)
  private static let linear = spec(.linear, #""start_factor": 0.25, "end_factor": 0.75, "total_iters": 6"#)
  private static let exponential = spec(.exponential, #""gamma": 0.9"#)
  private static let polynomial = spec(.polynomial, #""total_iters": 8, "power": 2.0"#)
  private static let cosine = spec(.cosineAnnealing, #""T_max": 5, "eta_min": 0.01"#)
  private static let restarts = spec(.warmRestarts, #""T_0": 3, "T_mult": 2, "eta_min": 0.01"#)
  private static let lambda = spec(.lambda, #""lr_lambda": {"expr": "1 / (1 + epoch)"}"#)
  private static let halving = spec(.lambda, #""lr_lambda": {"expr": "1 / (2 + epoch)"}"#)
  private static let cyclic = spec(.cyclic, #""base_lr": 0.1, "max_lr": 0.9, "step_size_up": 3"#)
  private static let triangular2 = spec(
    .cyclic,
    #""base_lr": 0.1, "max_lr": 0.9, "step_size_up": 2, "mode": "triangular2""#
  )
  private static let expRange = spec(
    .cyclic,
    #""base_lr": 0.1, "max_lr": 0.9, "step_size_up": 2, "mode": "exp_range", "gamma": 0.9"#
  )
  private static let oneCycle = spec(.oneCycle, #""max_lr": 1.0, "total_steps": 20"#)
  private static let twoPeaks = spec(.oneCycle, #""max_lr": [1.0, 0.5], "total_steps": 20"#)
  private static let threePhases = spec(.oneCycle, #""max_lr": 1.0, "total_steps": 20, "three_phase": true"#)
  private static let ramp = spec(.linear, #""start_factor": 0.5, "total_iters": 4"#)

  private static let groups = [0.1, 0.4]
  private static let everything: [Channel] = [.lr, .lastEpoch, .lastLR]
  private static let withMomentum: [Channel] = [.lr, .momentum, .lastEpoch]
  private static let broken = #"{"step": 5}, {"set_lr": [0.7, 0.3]}, {"step": 7}"#
  private static let reloaded = #"{"step": 5}, {"reload": "all"}, {"step": 7}"#
  private static let epochs = #"{"step": 2}, {"step_epochs": [5, 6, 3]}, {"step": 4}"#

  private static func plateau(_ arguments: String, _ metrics: String, _ rates: [Double] = [0.1]) -> String {
    playText(spec(.plateau, arguments), rates: rates, program: "{\"step_metrics\": [\(metrics)]}")
  }

  private static let flat = "1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1"
  private static let wavy =
    "1, 0.9, 0.95, 0.95, 0.95, 0.6, 0.7, 0.55, 0.55, 0.55, 0.58, 0.55, 0.55, 0.55, 0.55"

  private static let dipping = "1, 1, 1, 0.5, 0.6, 0.6, 0.6, 0.6, 0.6"

  static let all: [PortLiar] =
    stepping + groupsAndUnits + decays + cosines + cycles + plateaus + composites + reloads

  static let stepping: [PortLiar] = [
    PortLiar("shifted", .lateByOne, in: playText(exponential)),
    PortLiar("shifted", .lateByOne, in: playText(step, rates: groups, program: broken, observe: everything)),
    PortLiar("shifted", .lateByOne, in: playText(chain(step, exponential), rates: groups)),
    PortLiar("shifted", .earlyByOne, in: playText(cosine)),
    PortLiar("shifted", .earlyByOne, in: playText(oneCycle, rates: groups, observe: withMomentum)),
    PortLiar("shifted", .earlyByOne, in: playText(chain(exponential, step), program: reloaded)),
    PortLiar("shifted", .lateByTwo, in: playText(multiStep)),
    PortLiar("shifted", .earlyByTwo, in: playText(restarts, rates: groups, observe: everything)),
    PortLiar("shifted", .stepDecayLate, in: playText(step)),
    PortLiar("stepped-twice", .extraStepPerEpoch, in: playText(exponential)),
    PortLiar("stepped-twice", .extraStepPerEpoch, in: playText(chain(step, exponential), rates: groups)),
    PortLiar("stepped-twice", .extraStepPerEpoch, in: playText(cyclic, observe: withMomentum)),
    PortLiar("no-initial-step", .noInitialStep, in: playText(halving)),
    PortLiar("no-initial-step", .noInitialStep, in: playText(linear)),
    PortLiar("no-initial-step", .noInitialStep, in: playText(chain(constant, step), rates: groups)),
    PortLiar("base-lr", .baseFromCurrentRate, in: playText(constant, lambda)),
    PortLiar("base-lr", .baseFromCurrentRate, in: playText(chain(linear, cosine, restarts), rates: groups)),
    PortLiar("closed-form", .closedFormSteps, in: playText(step, rates: groups, program: broken)),
    PortLiar("closed-form", .closedFormSteps, in: playText(chain(step, cosine), rates: groups)),
    PortLiar("closed-form", .closedFormSteps, in: playText(linear, polynomial, observe: everything)),
    PortLiar("chainable", .chainableEpochs, in: playText(exponential, program: epochs)),
    PortLiar("chainable", .chainableEpochs, in: playText(polynomial, rates: groups, program: epochs)),
    PortLiar("chainable", .epochIgnored, in: playText(multiStep, program: epochs, observe: everything)),
    PortLiar("get-lr", in: playText(step, observe: [.lr, .getLR])),
    PortLiar("get-lr", in: playText(linear, rates: groups, observe: [.getLR, .lr, .lastLR])),
  ]

  static let groupsAndUnits: [PortLiar] = [
    PortLiar("groups", .groupsReversed, in: playText(step, rates: groups)),
    PortLiar("groups", .groupsReversed, in: playText(twoPeaks, rates: groups)),
    PortLiar("groups", .groupsReversed, in: playText(chain(cosine, linear), rates: [0.1, 0.2, 0.4])),
    PortLiar("groups", .groupZeroForAll, in: playText(exponential, rates: groups)),
    PortLiar(
      "groups",
      .groupZeroForAll,
      in: playText(sequence(4, of: ramp, cosine), rates: [0.3, 0.2, 0.1])
    ),
    PortLiar("constant-factor", .percent, in: playText(polynomial)),
    PortLiar(
      "constant-factor",
      .percent,
      in: playText(oneCycle, rates: groups, observe: [.momentum, .lr, .lastLR])
    ),
    PortLiar("constant-factor", .doubledBase, in: playText(step, exponential)),
    PortLiar("constant-factor", .doubledBase, in: playText(sequence(4, of: ramp, step), rates: groups)),
    PortLiar("float32", in: playText(cosine), isSingle: true),
    PortLiar("float32", in: playText(oneCycle, rates: groups, observe: withMomentum), isSingle: true),
    PortLiar("float32", in: playText(sequence(4, of: ramp, exponential)), isSingle: true),
    PortLiar("shifted", .lateByOne, in: playText(exponential), isSingle: true),
    PortLiar("shifted", .earlyByOne, in: playText(cosine, rates: groups), isSingle: true),
    PortLiar("clamped", .clampedAfterPeriod, in: playText(cosine), isSingle: true),
  ]

  static let decays: [PortLiar] = [
    PortLiar("boundary", .stepSizePlusOne, in: playText(step)),
    PortLiar("boundary", .stepSizeMinusOne, in: playText(step, rates: groups, program: broken)),
    PortLiar("boundary", .stepDecayLate, in: playText(chain(exponential, step), rates: groups)),
    PortLiar("boundary", .milestonesLate, in: playText(multiStep, exponential)),
    PortLiar("boundary", .milestonesEarly, in: playText(chain(lambda, multiStep), rates: groups)),
    PortLiar("boundary", .totalPlusOne, in: playText(constant)),
    PortLiar("boundary", .totalMinusOne, in: playText(sequence(6, of: constant, exponential), rates: groups)),
    PortLiar("boundary", .totalPlusOne, in: playText(linear)),
    PortLiar("boundary", .totalPlusOne, in: playText(polynomial, rates: groups, program: broken)),
    PortLiar("boundary", .rampStopsEarly, in: playText(linear)),
    PortLiar("boundary", .rampStopsEarly, in: playText(chain(polynomial, step), rates: groups)),
    PortLiar("boundary", .rampLineLate, in: playText(sequence(8, of: linear, cosine), rates: groups)),
    PortLiar(
      "boundary",
      .firstPeriodLonger,
      in: playText(restarts, program: #"{"step_epochs": [1, 3, 4, 5, 9]}"#)
    ),
    PortLiar("denominator", .cosineShortPeriod, in: playText(cosine)),
    PortLiar(
      "denominator",
      .cosineShortPeriod,
      in: playText(cosine, step, rates: groups, observe: everything)
    ),
    PortLiar("denominator", .rampDividedByTotalMinusOne, in: playText(polynomial)),
    PortLiar("gamma-each-step", .gammaEachStep, in: playText(step)),
    PortLiar("gamma-each-step", .gammaEachStep, in: playText(chain(multiStep, cosine), rates: groups)),
    PortLiar("duplicate-milestones", .milestonesAsSet, in: playText(multiStep)),
    PortLiar("duplicate-milestones", .milestonesAsSet, in: playText(chain(multiStep, linear), rates: groups)),
    PortLiar("never-undone", .factorKept, in: playText(constant)),
    PortLiar("never-undone", .factorKept, in: playText(sequence(6, of: constant, step), rates: groups)),
    PortLiar("never-undone", .factorKept, in: playText(constant, program: epochs)),
    PortLiar("argument-ignored", .gammaIgnored, in: playText(step)),
    PortLiar("argument-ignored", .endFactorIgnored, in: playText(linear)),
    PortLiar(
      "argument-ignored",
      .endFactorIgnored,
      in: playText(sequence(8, of: linear, step), rates: groups)
    ),
    PortLiar("argument-ignored", .etaMinIgnored, in: playText(cosine, rates: groups, observe: everything)),
  ]

  private static let jumps = #"{"step_epochs": [240, 241, 242, 243]}"#
  private static let tenfold = spec(.warmRestarts, #""T_0": 1, "T_mult": 10"#)

  static let cosines: [PortLiar] = [
    PortLiar("clamped", .clampedAfterPeriod, in: playText(cosine)),
    PortLiar("clamped", .clampedAfterPeriod, in: playText(restarts, rates: groups, observe: everything)),
    PortLiar("clamped", .clampedAfterPeriod, in: playText(sequence(3, of: ramp, cosine), rates: groups)),
    PortLiar("restarts", .restartsAfterPeriod, in: playText(cosine)),
    PortLiar("restarts", .restartsAfterPeriod, in: playText(sequence(3, of: ramp, cosine), rates: groups)),
    PortLiar("no-restart", .risesAfterPeriod, in: playText(restarts)),
    PortLiar("no-restart", .risesAfterPeriod, in: playText(restarts, rates: groups, program: epochs)),
    PortLiar("argument-ignored", .multiplierIgnored, in: playText(restarts)),
    PortLiar(
      "argument-ignored",
      .multiplierIgnored,
      in: playText(sequence(2, of: ramp, restarts), rates: groups)
    ),
    PortLiar(
      "logarithm",
      .exactPeriods,
      in: playText(spec(.warmRestarts, #""T_0": 2, "T_mult": 3"#), program: jumps)
    ),
    PortLiar(
      "logarithm",
      .exactPeriods,
      in: playText(
        tenfold,
        rates: groups,
        program: #"{"step_epochs": [110, 111]}, {"step": 3}"#,
        observe: everything
      )
    ),
  ]

  static let cycles: [PortLiar] = [
    PortLiar("momentum-direction", .momentumWithRate, in: playText(cyclic, observe: withMomentum)),
    PortLiar(
      "momentum-direction",
      .momentumWithRate,
      in: playText(threePhases, rates: groups, optimizer: "Adam", observe: withMomentum)
    ),
    PortLiar("momentum-direction", .momentumWithRate, in: playText(triangular2, observe: withMomentum)),
    PortLiar("argument-ignored", .threePhasesIgnored, in: playText(threePhases)),
    PortLiar(
      "argument-ignored",
      .threePhasesIgnored,
      in: playText(threePhases, rates: groups, optimizer: "Adam", observe: withMomentum)
    ),
    PortLiar("peak", .peakLate, in: playText(oneCycle)),
    PortLiar("peak", .peakEarly, in: playText(oneCycle, rates: groups, observe: withMomentum)),
    PortLiar("peak", .peakLate, in: playText(threePhases, observe: withMomentum)),
    PortLiar("mode", .linearAnnealing, in: playText(oneCycle)),
    PortLiar("mode", .linearAnnealing, in: playText(threePhases, rates: groups, observe: withMomentum)),
    PortLiar("scale-unit", .halvedByIteration, in: playText(triangular2)),
    PortLiar("scale-unit", .halvedByIterationFromOne, in: playText(triangular2, observe: withMomentum)),
    PortLiar("scale-unit", .halvedEarly, in: playText(triangular2, rates: groups)),
    PortLiar("scale-unit", .decayedByCycle, in: playText(expRange)),
    PortLiar(
      "scale-unit",
      .decayedByCycleFromZero,
      in: playText(expRange, rates: groups, observe: withMomentum)
    ),
    PortLiar("scale-unit", .cycleUnscaled, in: playText(triangular2, rates: groups, observe: withMomentum)),
  ]

  static let plateaus: [PortLiar] = [
    PortLiar("patience", .patienceAtLeast, in: plateau(#""patience": 2"#, flat)),
    PortLiar(
      "patience",
      .patienceAtLeast,
      in: plateau(#""patience": 2, "cooldown": 1, "factor": 0.5, "min_lr": [0.02, 0.1]"#, wavy, groups)
    ),
    PortLiar("patience", .patienceOneMore, in: plateau(#""patience": 1"#, flat)),
    PortLiar("cooldown", .cooldownShort, in: plateau(#""patience": 1, "cooldown": 2"#, flat)),
    PortLiar("cooldown", .cooldownLong, in: plateau(#""patience": 1, "cooldown": 2"#, wavy, groups)),
    PortLiar("plateau", .blindInCooldown, in: plateau(#""patience": 0, "cooldown": 3"#, wavy)),
    PortLiar(
      "plateau",
      .blindInCooldown,
      in: plateau(#""patience": 1, "cooldown": 2, "threshold": 0.05"#, dipping, groups)
    ),
    PortLiar("plateau", .bestAtZero, in: plateau(#""patience": 2"#, wavy)),
    PortLiar(
      "plateau",
      .bestAtZero,
      in: plateau(#""patience": 1, "mode": "max""#, "-3, -2, -1, -2, 1, 2", groups)
    ),
    PortLiar("plateau", .firstIsBest, in: plateau(#""patience": 0"#, "\"Infinity\", 2, 2, 2, 2, 2")),
    PortLiar("plateau", .badEpochsKept, in: plateau(#""patience": 1"#, flat)),
    PortLiar("plateau", .equalIsBetter, in: plateau(#""patience": 1"#, flat, groups)),
    PortLiar(
      "plateau",
      .thresholdAsFactor,
      in: plateau(#""patience": 1, "threshold_mode": "abs", "threshold": 0.1"#, wavy, groups)
    ),
    PortLiar("argument-ignored", .minimumIgnored, in: plateau(#""patience": 0, "min_lr": 0.005"#, flat)),
    PortLiar(
      "argument-ignored",
      .minimumIgnored,
      in: plateau(#""patience": 0, "min_lr": [0.05, 0.001]"#, flat, groups)
    ),
    PortLiar(
      "mode",
      .absoluteForRelative,
      in: plateau(#""patience": 1, "threshold": 0.1"#, wavy + ", 0.5, 0.45, 0.4")
    ),
    PortLiar("mode", .minimumForMaximum, in: plateau(#""patience": 1, "mode": "max""#, wavy, groups)),
    PortLiar("eps-ignored", .epsIgnored, in: plateau(#""patience": 0, "eps": 0.001"#, flat)),
    PortLiar(
      "eps-ignored",
      .epsIgnored,
      in: plateau(#""patience": 1, "factor": 0.5, "eps": 0.06"#, wavy, groups)
    ),
  ]

  static let composites: [PortLiar] = [
    PortLiar("sequential", .childNotRestarted, in: playText(sequence(4, of: ramp, step))),
    PortLiar(
      "sequential",
      .childNotRestarted,
      in: playText(sequence(2, 7, of: constant, linear, exponential), rates: groups)
    ),
    PortLiar("sequential", .initialStepsKept, in: playText(sequence(4, of: constant, linear))),
    PortLiar(
      "sequential",
      .initialStepsKept,
      in: playText(sequence(2, 5, of: exponential, linear, constant), rates: groups)
    ),
    PortLiar("sequential", .allChildrenStep, in: playText(sequence(4, of: exponential, step))),
    PortLiar("sequential", .startsFromCurrentRate, in: playText(sequence(4, of: exponential, step))),
    PortLiar(
      "sequential",
      .startsFromCurrentRate,
      in: playText(sequence(3, 6, of: ramp, cosine, linear), rates: groups)
    ),
    PortLiar("sequential", .epochsFromTheStart, in: playText(sequence(4, of: ramp, cosine))),
    PortLiar(
      "sequential",
      .epochsFromTheStart,
      in: playText(sequence(4, of: constant, polynomial), rates: groups)
    ),
    PortLiar("boundary", .switchLate, in: playText(sequence(4, of: ramp, exponential))),
    PortLiar("boundary", .switchEarly, in: playText(sequence(3, 7, of: linear, cosine, step), rates: groups)),
    PortLiar("children-reversed", .childrenReversed, in: playText(sequence(4, of: ramp, exponential))),
    PortLiar(
      "children-reversed",
      .childrenReversed,
      in: playText(chain(lambda, step, cosine), rates: groups)
    ),
  ]

  static let reloads: [PortLiar] = [
    PortLiar("reload", .stateLost, in: playText(step, program: reloaded)),
    PortLiar(
      "reload",
      .stateLost,
      in: playText(oneCycle, rates: groups, program: reloaded, observe: withMomentum)
    ),
    PortLiar("reload", .optimizerStateLost, in: playText(exponential, program: reloaded)),
    PortLiar(
      "reload",
      .optimizerStateLost,
      in: playText(chain(step, cosine), rates: groups, program: reloaded)
    ),
    PortLiar("reload", .oneStepBackAfterReload, in: playText(lambda, program: reloaded)),
    PortLiar(
      "reload",
      .oneStepBackAfterReload,
      in: playText(sequence(8, of: cyclic, step), rates: groups, program: reloaded)
    ),
    PortLiar("reload", .oneStepAheadAfterReload, in: playText(exponential, program: reloaded)),
    PortLiar(
      "reload",
      .oneStepAheadAfterReload,
      in: playText(chain(step, linear), rates: groups, program: reloaded)
    ),
  ]
}
