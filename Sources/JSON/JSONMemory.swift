import CJSONC

/// How the C library asks the system for the memory that trees are made of.
public enum JSONMemory {
  /// Has it ask in large steps, for the whole process: a thread beside the first would otherwise ask for each page on
  /// its own, some hundred times for a suite. Memory that is not used is not taken.
  public static func growInLargeSteps() { lrconform_grow_in_large_steps() }
}
