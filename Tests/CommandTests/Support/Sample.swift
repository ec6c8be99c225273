/// A fixture file with five cases of ExponentialLR; the values are PyTorch 2.13.0's.
enum Sample {
  static let ids = ["sample/one", "sample/two", "sample/lie", "sample/four", "sample/five"]

  static func text(_ ids: [String] = ids) -> String {
    let cases = ids.map { id in
      """
      {"id": "\(id)", "title": "T", "why": "W", "level": "required", "tags": [],
       "scenario": {"optimizer": {"type": "SGD", "groups": [{"lr": 1.0}]},
         "schedulers": [{"type": "ExponentialLR", "args": {"gamma": 0.5}}], "program": [{"step": 3}]},
       "expected": {"trace": {"lr": [[1.0, 0.5, 0.25, 0.125]]}}}
      """
    }
    return """
      {"schema": 1, "suite": "Sample", "description": "D",
       "provenance": {"implementation": "pytorch", "version": "2.13.0"},
       "cases": [\(cases.joined(separator: ",\n"))]}
      """
  }
}
