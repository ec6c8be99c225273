#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that becomes another one when it is whole: `.step-lr.json.1f0c….lrconform-tmp` beside `step-lr.json`.
///
/// Whoever writes it holds a lock on it. A process that is killed loses the lock, so that a file of that name
/// without one is left over, whatever number its process had and in whatever container it ran.
struct TemporaryFile {
  /// The end of its name.
  static let ending = ".lrconform-tmp"

  let path: String
  let descriptor: Int32

  /// Makes and locks an empty file beside another.
  init(for target: String) throws(FileError) {
    let folder = Files.parent(of: target)
    let name = target.split(separator: "/").last.map(String.init) ?? ""
    // A file's name has at most 255 bytes.
    let kept = String(decoding: name.utf8.prefix(200), as: UTF8.self).unicodeScalars.filter {
      $0 != "\u{fffd}"
    }
    for _ in 0..<100 {
      let random = String(UInt64.random(in: 0 ... .max), radix: 16)
      let path = "\(folder)/.\(String(String.UnicodeScalarView(kept))).\(random)\(Self.ending)"
      let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
      if descriptor < 0, errno == EEXIST { continue }
      guard descriptor >= 0 else { throw Files.failure(target) }
      _ = flock(descriptor, LOCK_EX)
      // Another process may have taken it for abandoned before it was locked.
      var status = stat()
      if fstat(descriptor, &status) == 0, status.st_nlink > 0 {
        self.path = path
        self.descriptor = descriptor
        return
      }
      close(descriptor)
    }
    throw FileError(path: target, problem: "no temporary file can be made beside it")
  }

  /// Lets the file go; removes it where it has not become another.
  func end() {
    unlink(path)
    close(descriptor)
  }

  /// Removes the files of killed runs in the folder of another file.
  static func removeAbandoned(besides target: String) {
    let folder = Files.parent(of: target)
    guard let names = try? Files.list(folder) else { return }
    for name in names where name.hasPrefix(".") && name.hasSuffix(ending) {
      let path = "\(folder)/\(name)"
      let descriptor = open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
        flock(descriptor, LOCK_EX | LOCK_NB) == 0
      else { continue }
      unlink(path)
    }
  }
}
