import JSON

/// Reads the words of a command line.
///
///     StepLR --step_size 30 ExponentialLR --gamma 0.9         each on an optimizer of its own
///     StepLR --step_size 30 then ExponentialLR --gamma 0.9    both on one optimizer, stepped in this order
///     'LinearLR --total_iters 5' 'StepLR --step_size 30' --milestones 5     a SequentialLR
///     ChainedScheduler 'LinearLR --total_iters 5' 'StepLR --step_size 30'
struct ScheduleWords {
  typealias Problem = ScheduleArguments.Problem

  private var words: ArraySlice<String>
  /// The schedules on each optimizer.
  private var optimizers: [[WrittenSchedule]] = []

  private init(_ words: [String]) { self.words = words[...] }

  /// The schedules on each optimizer.
  static func optimizers(
    _ words: [String],
    _ names: inout ScheduleNames,
    _ families: ScheduleNames.Families
  ) throws(Problem) -> [[WrittenSchedule]] {
    var reader = ScheduleWords(words)
    try reader.read(&names, families)
    return reader.optimizers
  }

  private mutating func read(
    _ names: inout ScheduleNames,
    _ families: ScheduleNames.Families
  ) throws(Problem) {
    while let word = words.first {
      if word == "then" {
        words.removeFirst()
        guard let last = optimizers.indices.last, let next = try schedule(&names, families) else {
          throw Problem(description: "then stands between two schedules, which share one optimizer")
        }
        optimizers[last].append(next)
      } else if let next = try schedule(&names, families) {
        optimizers.append([next])
      } else if optimizers.isEmpty {
        throw Self.unknown(word, names)
      } else {
        words.removeFirst()
        try option(word, names)
      }
    }
  }

  /// The schedule that begins here, without its options; nil where none begins.
  private mutating func schedule(
    _ names: inout ScheduleNames,
    _ families: ScheduleNames.Families
  ) throws(Problem) -> WrittenSchedule? {
    guard let word = words.first else { return nil }
    if word.contains(where: \.isWhitespace) {
      words.removeFirst()
      return try Self.quoted(word, &names, families)
    }
    guard let named = try names.find(word, families) else { return nil }
    words.removeFirst()
    var written = WrittenSchedule(schedule: named)
    if named.type.isComposite {
      while words.first != "then", let child = try schedule(&names, families) {
        written.children.append(child)
      }
    }
    return written
  }

  /// The one schedule of a word in quotes.
  private static func quoted(
    _ word: String,
    _ names: inout ScheduleNames,
    _ families: ScheduleNames.Families
  ) throws(Problem) -> WrittenSchedule {
    guard let inner = QuotedWords.split(word) else {
      throw Problem(description: "a quote is not closed in \(word)")
    }
    let found = try optimizers(inner, &names, families)
    guard found.count == 1, found[0].count == 1, var only = found.first?.first else {
      throw Problem(description: "expected one schedule in quotes, found \(found.joined().count): \(word)")
    }
    only.isQuoted = true
    return only
  }

  private mutating func option(_ word: String, _ names: ScheduleNames) throws(Problem) {
    guard word.hasPrefix("--") else {
      let hint = NearestText.hint(for: word, among: names.all)
      throw Problem(description: "expected a class or an option as --gamma, found \(word)\(hint)")
    }
    let body = word.dropFirst(2)
    let equals = body.firstIndex(of: "=")
    let written = body[..<(equals ?? body.endIndex)]
    let plain = Self.underscored(written)
    if plain == "milestones" { joinQuoted() }
    guard let last = optimizers.indices.last, let place = optimizers[last].indices.last else { return }
    let schedule = optimizers[last][place].schedule
    guard let name = schedule.options.first(where: { Self.underscored($0) == plain }) else {
      throw Self.unknownOption("--\(written)", schedule)
    }
    let value: String
    if let equals {
      value = String(body[body.index(after: equals)...])
    } else {
      value = try self.value(of: word, name, schedule)
    }
    optimizers[last][place].options.append((name, value))
  }

  /// An option without what does not count in it: `step-size` is `step_size`, `t_max` is `T_max`.
  private static func underscored(_ option: some StringProtocol) -> String {
    String(option.lowercased().map { $0 == "-" ? "_" : $0 })
  }

  /// The value that follows an option.
  private mutating func value(
    of word: String,
    _ name: String,
    _ schedule: NamedSchedule
  ) throws(Problem) -> String {
    let isFlag = schedule.isFlag(name)
    guard let value = words.first, !value.hasPrefix("--"),
      !isFlag || ["true", "false"].contains(value.lowercased())
    else {
      if isFlag { return "true" }
      throw Problem(description: "\(word) needs a value")
    }
    words.removeFirst()
    return value
  }

  /// Makes a SequentialLR of the schedules in quotes that stand last.
  private mutating func joinQuoted() {
    let count = optimizers.reversed().prefix { $0.count == 1 && $0[0].isQuoted }.count
    if count < 2 { return }
    let children = optimizers.suffix(count).joined()
    optimizers.removeLast(count)
    optimizers.append([WrittenSchedule(schedule: .scheduler(.sequential), children: Array(children))])
  }

  private static func unknown(_ word: String, _ names: ScheduleNames) -> Problem {
    let classes = SchedulerType.allCases.map(\.rawValue).joined(separator: ", ")
    return Problem(
      description: "expected one of \(classes), or a family (`lrconform list --family`), found \(word)"
        + NearestText.hint(for: word, among: names.all)
    )
  }

  private static func unknownOption(_ option: String, _ schedule: NamedSchedule) -> Problem {
    let options = schedule.options.map { "--\($0)" }
    let hint = NearestText.hint(for: option, among: options)
    var description =
      "\(schedule.name) has no \(option)\(hint); it has \(options.joined(separator: ", "))"
    if schedule.type.isComposite { description += "; a schedule inside it stands in quotes with its options" }
    return Problem(description: description)
  }
}
