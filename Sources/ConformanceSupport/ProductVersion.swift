/// The versions that the product names.
package enum ProductVersion {
  /// The program's; the suite's stands with the fixtures, in `suite.json`.
  package static let current = "0.1.0"
  /// The PyTorch that the reference is equal to and the suite is recorded from.
  package static let pytorch = "2.13.0"
}
