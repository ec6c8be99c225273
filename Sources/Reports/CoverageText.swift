import ConformanceSupport
import Fixtures

/// Which sentences of the documentation have a claim.
package struct CoverageText: Sendable {
  private let documentation: Documentation
  private let claims: [Claim]
  private let style: TextStyle

  /// - Parameter claims: Those of the suite.
  package init(_ documentation: Documentation, claims: [Claim], style: TextStyle) {
    self.documentation = documentation
    self.claims = claims
    self.style = style
  }

  /// The sentences without a claim by class, and the counts.
  package var text: String {
    let claimed = documentation.isClaimed(by: claims)
    var text = ""
    var places: [Substring] = []
    for sentence in documentation.sentences where !places.contains(sentence.type) {
      places.append(sentence.type)
    }
    for place in places {
      let own = zip(documentation.sentences, claimed).filter { $0.0.type == place && $0.0.nothing == nil }
      if own.isEmpty { continue }
      let count = own.count { $0.1 }
      text += "\(style.bold(String(place).printable)): \(count) of \(own.count) sentences have a claim\n"
      for (sentence, isClaimed) in own where !isClaimed {
        text += "  \(sentence.place.printable): \(sentence.start.printable) …\n"
      }
    }
    let counted = zip(documentation.sentences, claimed).filter { $0.0.nothing == nil }
    let others = claimed.count - counted.count
    return text
      + "\(counted.count { $0.1 }) of \(counted.count) sentences of PyTorch \(documentation.version.printable) have a claim; "
      + "\(others) more state nothing that a schedule could break\n"
  }
}
