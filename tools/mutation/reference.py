"""Plants faults in the Swift reference, one at a time, and checks that the suite notices each.

Each fault is a text of Sources/LRSchedulers/Schedulers/FILE and what is put in its place. A copy of the package is
built with it and `lrconform check` must exit with 1. Usage: reference.py [NAME…], names as in the list (FILE:number).
"""

import os
import shutil
import subprocess
import sys
import time

FAULTS = {
    "LambdaLR": [("state.baseLRs[index] * lambdas", "optimizer.groups[index].lr * lambdas")],
    "MultiplicativeLR": [
        ("if state.isInitial {", "if state.lastEpoch.isZero {"),
        ("optimizer.groups[index].lr * lambdas", "state.baseLRs[index] * lambdas"),
    ],
    "StepLR": [
        ("if state.lastEpoch.isZero {", "if state.isInitial {"),
        ("times: gamma, to", "times: gamma * gamma, to"),
        ("state.lastEpoch.floorDivided(by: stepSize)", "(state.lastEpoch / stepSize)"),
    ],
    "MultiStepLR": [
        ("occurrences += 1", "occurrences = 1"),
        ("Number.integer(try milestones.bisectRight(state.lastEpoch))",
         "Number.integer(try milestones.bisectRight(state.lastEpoch - 1))"),
        ("while index > 0, milestones[index - 1] == state.lastEpoch", "while index > 0, index > 99"),
    ],
    "ConstantLR": [
        ("times: 1.0 / factor", "times: 1.0"),
        ("state.lastEpoch >= totalIters", "state.lastEpoch > totalIters"),
        ("state.lastEpoch == totalIters", "state.lastEpoch == 99"),
        ("1 - factor", "1"),
    ],
    "LinearLR": [
        ("state.lastEpoch > totalIters", "state.lastEpoch >= totalIters"),
        ("(state.lastEpoch - 1) * change", "state.lastEpoch * change"),
        ("Number.minimum(totalIters, state.lastEpoch)", "state.lastEpoch + 0"),
        ("if startFactor == 0", "if startFactor == -1"),
        ("if state.isInitial || done", "if done"),
    ],
    "ExponentialLR": [
        ("if state.isInitial {", "if state.lastEpoch.isZero {"),
        ("gamma.power(state.lastEpoch)", "gamma.power(state.lastEpoch + 1)"),
    ],
    "PolynomialLR": [
        ("(remaining / before).power(power)", "(remaining / before)"),
        ("state.lastEpoch > totalIters", "state.lastEpoch >= totalIters"),
        ("(state.lastEpoch - 1) / totalIters", "state.lastEpoch / totalIters"),
        ("if state.isInitial || done", "if done"),
    ],
    "CosineAnnealingLR": [
        ("(epoch - 1 - tMax).modulo(2 * tMax).isZero", "(epoch - 1 - tMax).modulo(3 * tMax).isZero"),
        ("state.stepCount == 1, try epoch > 0", "state.stepCount == 99, try epoch > 0"),
        ("1 - PythonMath.cos(PythonMath.pi / tMax)", "1 + PythonMath.cos(PythonMath.pi / tMax)"),
        ("ratio * (optimizer.groups[index].lr - etaMin) + etaMin", "ratio * optimizer.groups[index].lr"),
        ("etaMin + (base - etaMin) * factor / 2", "base * factor / 2"),
    ],
    "CosineAnnealingWarmRestarts": [
        ("if try tCur >= tI", "if try tCur > tI"),
        ("tI = try tI * tMult", "tI = try tI + 0"),
        ("if try state.lastEpoch < 0", "if try state.lastEpoch < -9"),
        ("if try epoch < 0 {", "if try epoch < -9 {"),
        ("tI = try t0 * tMult.power(n)", "tI = t0"),
        ("PythonMath.truncated(PythonMath.log(periods, base: tMult))",
         "PythonMath.truncated(PythonMath.log(periods, base: tMult) + 1e-9)"),
        ("state.lastEpoch = try PythonMath.floor(epoch)", "state.lastEpoch = epoch"),
        ("tCur = lastEpoch", "tCur = 0"),
    ],
    "CyclicLR": [
        ("x <= stepRatio", "x < stepRatio - 0.2"),
        ("Number.float(2).power(cycle - 1)", "Number.float(2).power(cycle)"),
        ("return try gamma.power(state.lastEpoch)", "return try gamma.power(cycle)"),
        ("function(ofCycle ? cycle : state.lastEpoch)", "function(cycle)"),
        ("state.baseLRs = baseLRs", "_ = 0"),
        ("maxMomentums[index] - height", "maxMomentums[index] + height"),
        ("?? up", "?? 2000.0"),
    ],
    "OneCycleLR": [
        ("if try step > totalSteps", "if try step >= totalSteps"),
        ("(pctStart * total).double()) - 1", "(pctStart * total).double()) - 0"),
        ("(2 * pctStart * total).double()) - 2", "(2 * pctStart * total).double()) - 1"),
        ("maxLRs[index] / divFactor", "maxLRs[index] / 25.0"),
        ("initial / finalDivFactor", "initial / 1e4"),
        ("if try step <= phases[current].end { break }", "if try step < phases[current].end { break }"),
        ("if pctStart.isInteger", "if pctStart == -1"),
        ("try end + (start - end) / 2.0 * weight", "try end + (start - end) * weight"),
    ],
    "ReduceLROnPlateau": [
        (".integer(badEpochs) > patience", ".integer(badEpochs) >= patience"),
        ("cooldownCounter > 0 {", "cooldownCounter > 1 {"),
        ("metric < best * (1.0 - threshold)", "metric <= best * (1.0 - threshold)"),
        ("metric < best - threshold", "metric < best + threshold"),
        ("metric > best * (threshold + 1.0)", "metric > best * threshold"),
        ("metric > best + threshold", "metric > best - threshold"),
        ("old - new > eps", "old - new >= 0"),
        ("Number.maximum(old * factor, minima[index])", "(old * factor)"),
        ("if try factor >= 1.0", "if try factor > 1.0"),
        ("cooldownCounter = cooldown\n", "cooldownCounter = 0\n"),
    ],
    "SequentialLR": [
        ("milestones[index - 1] == epoch", "milestones[index - 1] == -99"),
        ("try undoStep()", "_ = 0"),
        ("current = try milestones.bisectRight(0)", "current = 0"),
        ("epoch = try lastEpoch + 1", "epoch = 0"),
        ("optimizer.groups[index].lr = try optimizer.groups[index].required(.initialLR)",
         "_ = try optimizer.groups[index].required(.initialLR)"),
    ],
    "ChainedScheduler": [("for index in schedulers.indices { try schedulers[index].step",
                          "for index in schedulers.indices.reversed() { try schedulers[index].step")],
    "CompositeScheduler": [
        ("throw PythonError(.typeError, \"step() takes no argument here\")", "try step(&optimizer)"),
        ("contains(where: { $0 is ReduceLROnPlateau })", "contains(where: { _ in false })"),
    ],
    "EpochScheduler": [
        ("if lastEpoch == -1, optimizer.groups[index].initialLR == nil", "if lastEpoch == -1"),
        ("closedForm: Self.hasClosedForm", "closedForm: false"),
    ],
}


def main():
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    copy = os.path.join(root, ".build-faults")
    wanted = sys.argv[1:]
    os.makedirs(copy, exist_ok=True)
    for name in ("Package.swift", "Sources", "Tests"):
        target = os.path.join(copy, name)
        if os.path.isdir(target):
            shutil.rmtree(target)
        source = os.path.join(root, name)
        (shutil.copytree if os.path.isdir(source) else shutil.copy2)(source, target)

    def build():
        return subprocess.run(
            ["swift", "build", "-c", "release", "--product", "lrconform"],
            cwd=copy, capture_output=True, text=True)

    def check():
        program = os.path.join(copy, ".build", "release", "lrconform")
        return subprocess.run([program, "check", "--fixtures", os.path.join(root, "fixtures")],
                              capture_output=True, text=True, timeout=120).returncode

    result = build()
    if result.returncode or check():
        print("the reference without a fault does not build or does not pass", result.stdout[-2000:])
        return 2
    passed, failed, start = 0, 0, time.time()
    for name, faults in FAULTS.items():
        path = os.path.join(copy, "Sources", "LRSchedulers", "Schedulers", name + ".swift")
        original = open(path).read()
        for number, (old, new) in enumerate(faults):
            label = f"{name}:{number}"
            if wanted and label not in wanted and name not in wanted:
                continue
            if old not in original:
                print(f"{label}: the text is gone: {old}")
                failed += 1
                continue
            open(path, "w").write(original.replace(old, new))
            result = build()
            if result.returncode:
                print(f"{label}: does not build: {old} -> {new}")
                failed += 1
            elif check() == 1:
                passed += 1
            else:
                print(f"{label}: survives: {old} -> {new}")
                failed += 1
        open(path, "w").write(original)
    print(f"{passed} passed, {failed} failed")
    print(f"{passed} of {passed + failed} planted faults noticed in {time.time() - start:.0f} s")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
