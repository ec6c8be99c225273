import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Classes in Python with PyTorch's interface, played by the adapter of the Python package in place of a program.
struct PythonClasses: ParsableArguments {
  @Option(
    name: .customLong("python"),
    help: ArgumentHelp(
      "A Python class with PyTorch's interface, instead of an adapter; may be repeated. It needs the package `lrconform`.",
      valueName: "[name=]module:class"
    )
  )
  var classes: [String] = []

  /// The adapter's program and arguments; empty where no class is named.
  ///
  /// The interpreter is the one that `LRCONFORM_PYTHON` names, which the installed Python package sets to its own.
  var command: [String] {
    if classes.isEmpty { return [] }
    let named = getenv("LRCONFORM_PYTHON").map { String(cString: $0) } ?? ""
    return [named.isEmpty ? "python3" : named, "-m", "lrconform.adapter"] + classes
  }
}
