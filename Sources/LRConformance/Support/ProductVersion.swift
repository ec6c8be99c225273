/// The versions that the product names.
public enum ProductVersion {
  /// The program's; the suite's stands with the fixtures, in `suite.json`.
  public static let current = "0.1.0"
  /// The PyTorch that the reference is equal to and the suite is recorded from.
  public static let pytorch = "2.13.0"
}
