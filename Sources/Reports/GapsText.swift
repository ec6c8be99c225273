import Scenarios

extension Gaps {
  /// What was not judged, in words; nil where all of it was.
  package var text: String? {
    var texts = unobservedInOrder.map { channel, steps in
      "nothing to see of \(channel.rawValue) at \(steps.map(String.init).joined(separator: ", "))"
    }
    if let ends {
      let observations = ends == 1 ? "1 observation" : "\(ends) observations"
      texts.append("the implementation's schedule ends after \(observations), judged up to there")
    }
    return texts.isEmpty ? nil : texts.joined(separator: "; ")
  }
}
