"""Plants faults in the Swift reference, one at a time, and checks that the suite notices each.

Each fault is a text of FILE in Sources/LRSchedulers/Schedulers, or of FOLDER/FILE in Sources/LRSchedulers, and what is
put in its place. A copy of the package is built with it and `lrconform check` must exit with 1.
Usage: reference.py [NAME…], names as in the list (FILE:number).
"""

import os
import shutil
import subprocess
import sys
import time

FAULTS = {
    "Plain/FunctionScheduler": [
        ("function(.integer(last &+ made &+ 1))", "function(.integer(last &+ made))"),
        ("(Self.multipliesBase ? base : rate) * rates[index]", "base * rates[index]"),
        ("lambdas[index](.integer(epoch + 1)), index", "lambdas[0](.integer(epoch + 1)), index"),
        ("try setProduct(optimizer, factor, 0)", "_ = 0"),
    ],
    "Plain/PlainPlateau": [
        ("metric < bound", "metric <= bound"),
        ("best * (1.0 - threshold)", "best * (1.0 + threshold)"),
        ("best - threshold", "best + threshold"),
        ("best * (threshold + 1.0)", "best * threshold"),
        ("best + threshold", "best - threshold"),
        ("rate - new > eps", "rate - new >= 0"),
        ("let new = minimum > lowered", "let new = minimum > 1e9"),
        ("badEpochs < patience", "badEpochs + 1 < patience"),
        ("      cooldownLeft = cooldown\n", "      cooldownLeft = 0\n"),
        ("      cooldownLeft -= 1\n", ""),
    ],
    "LambdaLR": [("multipliesBase: Bool { true }", "multipliesBase: Bool { false }")],
    "MultiplicativeLR": [
        ("if state.isInitial {", "if state.lastEpoch.isZero {"),
        ("multipliesBase: Bool { false }", "multipliesBase: Bool { true }"),
    ],
    "StepLR": [
        ("if state.lastEpoch.isZero {", "if state.isInitial {"),
        ("times: gamma, to", "times: gamma * gamma, to"),
        ("state.lastEpoch.floorDivided(by: stepSize)", "(state.lastEpoch / stepSize)"),
        ("decays = epoch == next", "decays = epoch > next"),
        ("(epoch / period + 1) * period, period", "epoch / period * period, period"),
    ],
    "MultiStepLR": [
        ("occurrences += 1", "occurrences = 1"),
        ("Number.integer(try milestones.bisectRight(state.lastEpoch))",
         "Number.integer(try milestones.bisectRight(state.lastEpoch - 1))"),
        ("while index > 0, milestones[index - 1] == state.lastEpoch", "while index > 0, index > 99"),
        ("guard epoch + 1 < next", "guard epoch < next"),
        ("if first > epoch", "if first > epoch + 1"),
    ],
    "ConstantLR": [
        ("times: 1.0 / factor", "times: 1.0"),
        ("state.lastEpoch >= totalIters", "state.lastEpoch > totalIters"),
        ("state.lastEpoch == totalIters", "state.lastEpoch == 99"),
        ("1 - factor", "1"),
        ("ends = epoch == end", "ends = epoch == end + 1"),
        ("undoing: 1.0 / factor", "undoing: factor"),
    ],
    "LinearLR": [
        ("state.lastEpoch > totalIters", "state.lastEpoch >= totalIters"),
        ("(state.lastEpoch - 1) * change", "state.lastEpoch * change"),
        ("Number.minimum(totalIters, state.lastEpoch)", "state.lastEpoch + 0"),
        ("if startFactor == 0", "if startFactor == -1"),
        ("if state.isInitial || done", "if done"),
        ("if Double(epoch + 1) > total", "if Double(epoch) > total"),
        ("Double(epoch) * change", "Double(epoch + 1) * change"),
    ],
    "ExponentialLR": [
        ("if state.isInitial {", "if state.lastEpoch.isZero {"),
        ("gamma.power(state.lastEpoch)", "gamma.power(state.lastEpoch + 1)"),
        ("factor: Double { gamma }", "factor: Double { gamma * gamma }"),
    ],
    "PolynomialLR": [
        ("(remaining / before).power(power)", "(remaining / before)"),
        ("state.lastEpoch > totalIters", "state.lastEpoch >= totalIters"),
        ("(state.lastEpoch - 1) / totalIters", "state.lastEpoch / totalIters"),
        ("if state.isInitial || done", "if done"),
        ("        remaining = next\n", ""),
        ("if Double(epoch + 1) > total", "if Double(epoch + 1) >= total"),
    ],
    "CosineAnnealingLR": [
        ("(epoch - 1 - tMax).modulo(2 * tMax).isZero", "(epoch - 1 - tMax).modulo(3 * tMax).isZero"),
        ("state.stepCount == 1, try epoch > 0", "state.stepCount == 99, try epoch > 0"),
        ("1 - PythonMath.cos(PythonMath.pi / tMax)", "1 + PythonMath.cos(PythonMath.pi / tMax)"),
        ("ratio * (optimizer.groups[index].lr - etaMin) + etaMin", "ratio * optimizer.groups[index].lr"),
        ("etaMin + (base - etaMin) * factor / 2", "base * factor / 2"),
        ("      height = next\n", ""),
        ("departure += 2 * tMax", "departure += tMax"),
        ("ratio * (current - etaMin) + etaMin", "ratio * current"),
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
        ("current = IntegerCell(lastEpoch)", "current = IntegerCell(0)"),
        ("if next >= tI", "if next > tI"),
        ("tI = period.partialValue", "tI += 0"),
        ("    current.set(schedule.tCur)\n", ""),
    ],
    "CyclicLR": [
        ("x <= stepRatio", "x < stepRatio - 0.2"),
        ("Number.float(2).power(cycle - 1)", "Number.float(2).power(cycle)"),
        ("return try gamma.power(state.lastEpoch)", "return try gamma.power(cycle)"),
        ("function(ofCycle ? cycle : state.lastEpoch)", "function(cycle)"),
        ("state.baseLRs = baseLRs", "_ = 0"),
        ("maxMomentums[index] - height", "maxMomentums[index] + height"),
        ("?? up", "?? 2000.0"),
        ("CLibrary.power(2, cycle - 1)", "CLibrary.power(2, cycle)"),
        ("if 1 + elapsed >= cycle + 1", "if 1 + elapsed > cycle + 1.1"),
        ("group.base + group.height * position * scale", "group.base + group.height * position"),
        ("let rises = x <= stepRatio", "let rises = x < stepRatio - 0.2"),
        ("group.momentumHeight * position * scale", "group.momentumHeight * scale"),
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
        ("last: min(index == phases.count - 1 ? total : end, total)", "last: index == phases.count - 1 ? total : end"),
        ("CLibrary.cosine(Double.pi * pct) + 1 : pct", "CLibrary.cosine(Double.pi * pct) : pct"),
        ("func momentum(_ group: Group) -> Double { anneal(group.startMomentum, group.endMomentum) }", "func momentum(_ group: Group) -> Double { anneal(group.endMomentum, group.startMomentum) }"),
    ],
    "ReduceLROnPlateau": [
        ("badEpochs > plainPatience", "badEpochs >= plainPatience"),
        ("cooldownLeft.number > 0 {", "cooldownLeft.number > 1 {"),
        ("boundIsKnown = false\n      badEpochs = 0", "badEpochs = 0"),
        ("if try factor >= 1.0", "if try factor > 1.0"),
        ("cooldownLeft.set(cooldown)", "cooldownLeft.set(0)"),
    ],
    "SequentialLR": [
        ("plainMilestones[index - 1] == last + 1", "plainMilestones[index - 1] == -99"),
        (" && milestones[index - 1] == next", " && milestones[index - 1] == -99"),
        ("endOfTurn - epoch - 1", "endOfTurn - epoch"),
        ("last + 1 < endOfTurn", "last < endOfTurn"),
        ("try undoStep()", "_ = 0"),
        ("current = try milestones.bisectRight(0)", "current = 0"),
        ("IntegerCell(try lastEpoch + 1)", "IntegerCell(0)"),
        ("optimizer.groups[index].lr = try optimizer.groups[index].required(.initialLR)",
         "_ = try optimizer.groups[index].required(.initialLR)"),
    ],
    "ChainedScheduler": [("for index in others.indices { try others[index].step",
                          "for index in others.indices.reversed() { try others[index].step")],
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
        fixtures = ["--quiet", "--fixtures", os.path.join(root, "fixtures")]
        # The steps of plain numbers, and those of Python's arithmetic.
        for way in ([], ["--exact-steps"]):
            status = subprocess.run([program, "check", *way, *fixtures], capture_output=True, text=True, timeout=120).returncode
            if status:
                return status
        return 0

    result = build()
    if result.returncode or check():
        print("the reference without a fault does not build or does not pass", result.stdout[-2000:])
        return 2
    passed, failed, start = 0, 0, time.time()
    for name, faults in FAULTS.items():
        file = name if "/" in name else os.path.join("Schedulers", name)
        path = os.path.join(copy, "Sources", "LRSchedulers", file + ".swift")
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
