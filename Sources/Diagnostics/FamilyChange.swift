/// A change of some words of a formula.
struct FamilyChange: Sendable {
  private enum Edit: Sendable {
    case replace(String)
    case around(String, String)
    /// The second argument of a call of two.
    case second
  }

  private let places: [Int]
  /// What is done at the places; nil where the first value alone is another.
  private let edit: Edit?
  /// The value of epoch 0, and where its word stands; nil where the formula gives it.
  private var first: (word: String, place: Int?)?
  /// Where the ends of the warm-up and of the schedule stand, if a decay of no steps still begins with the base lr.
  private var emptyDecay: (warmup: Int, total: Int)?

  private static let comparisons = ["<": "<=", "<=": "<", ">": ">=", ">=": ">"]
  private static let operations = ["+": "-", "-": "+", "*": "/", "/": "*"]

  /// Every change of one word, and those of one name everywhere or in one branch.
  static func all(in template: [String]) -> [FamilyChange] {
    var changes: [FamilyChange] = []
    func add(_ places: [Int], _ edits: [Edit]) {
      for edit in edits where !places.isEmpty { changes.append(FamilyChange(places: places, edit: edit)) }
    }
    // What it is divided by is kept from being 0.
    func isDivisor(_ index: Int) -> Bool { template[..<index].last { $0 != " " } == "/" }
    let epochs: [Edit] = [.around("(", " + 1)"), .around("(", " - 1)"), .around("max(0, ", " - 1)")]
    let values: [Edit] = [.around("(", " - 1)"), .around("(", " + 1)"), .replace("0"), .replace("1")]
    var places: [String: [Int]] = [:]
    for (index, word) in template.enumerated() {
      if word == "min" || word == "max" {
        add([index], [.second])
      } else if let other = comparisons[word] ?? operations[word] {
        add([index], [.replace(other)])
      } else if word.first?.isLetter ?? false, !["if", "else", "cos", "sqrt", "pi"].contains(word) {
        places[word, default: []].append(index)
        let edits = isDivisor(index) ? [.around("max(1, ", " - 1)")] + values.dropFirst() : values
        add([index], word == "epoch" ? epochs : edits)
      }
    }
    // What comes before the condition, and before the other branch.
    let ends = ["if", "else"].map { template.firstIndex(of: $0) ?? template.count }
    for (name, all) in places.sorted(by: { $0.key < $1.key }) {
      let edits = name == "epoch" ? epochs : values
      if all.count > 1 { add(all, edits) }
      let parts = ends.flatMap { end in [all.filter { $0 < end }, all.filter { $0 > end }] }
      for part in parts where part.count > 1 && part.count < all.count { add(part, edits) }
    }
    let floor = template.firstIndex(of: "floor")
    if let epochs = places["epoch"] {
      let word = floor == nil ? "0" : "floor"
      changes.append(FamilyChange(places: epochs, edit: .around("(", " - 1)"), first: (word, floor)))
      // The first value alone is another.
      changes.append(FamilyChange(places: [], edit: nil, first: (word, floor)))
      changes.append(FamilyChange(places: [], edit: nil, first: ("1", nil)))
    }
    if let warmup = places["warmup"]?.first, let total = places["total"]?.first {
      changes.append(FamilyChange(places: [], edit: nil, emptyDecay: (warmup, total)))
    }
    return changes
  }

  /// Whether it is one that ports often have.
  var isWellKnown: Bool { emptyDecay != nil }

  /// The words of a formula with the change.
  func applied(to words: [String]) -> [String] {
    let given = words
    var words = words
    for place in places {
      switch edit {
      case nil: break
      case .replace(let other): words[place] = other
      case .around(let before, let after): words[place] = before + words[place] + after
      case .second:
        guard let (start, comma, end) = Self.call(at: place, in: words) else { continue }
        for index in place...comma where index != start { words[index] = "" }
        words[start] = "("
        words[end] = ")"
      }
    }
    if let emptyDecay {
      let (warmup, total) = (given[emptyDecay.warmup], given[emptyDecay.total])
      return ["1 if max(epoch, \(total)) == min(epoch, \(warmup)) else "] + words
    }
    guard let first else { return words }
    let value = first.place.map { given[$0] } ?? first.word
    return ["\(value) if epoch < 1 else "] + words
  }

  // The parenthesis, the comma and the end of a call of two arguments.
  private static func call(at place: Int, in words: [String]) -> (start: Int, comma: Int, end: Int)? {
    var depth = 0
    var comma: Int?
    guard place + 1 < words.count, words[place + 1] == "(" else { return nil }
    for index in (place + 1)..<words.count {
      switch words[index] {
      case "(": depth += 1
      case ")":
        depth -= 1
        if depth == 0 { return comma.map { (place + 1, $0, index) } }
      case "," where depth == 1: comma = comma ?? index
      default: break
      }
    }
    return nil
  }

  /// The formula as it is computed, and what the family has instead.
  func text(in template: [String]) -> String {
    if emptyDecay != nil { return "gives the base lr once more where the decay has no steps" }
    let right: String
    switch edit {
    case nil: right = "its formula at epoch 0 as well"
    case .second:
      let end = Self.call(at: places[0], in: template)?.end ?? places[0]
      right = template[places[0]...end].joined()
    case .replace, .around: right = template[places[0]] + (places.count > 1 ? " everywhere there" : "")
    }
    let computed = applied(to: template).joined()
    return "computes \(computed), where the family has \(right)"
  }
}
