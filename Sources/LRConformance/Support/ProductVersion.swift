/// The versions that the product names.
public enum ProductVersion {
  /// The product's and the suite's.
  public static let current = "0.1.0"
  /// The PyTorch that the reference is equal to and the suite is recorded from.
  public static let pytorch = "2.13.0"
}
