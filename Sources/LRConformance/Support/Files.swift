#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file or folder that cannot be read or written, and why.
public struct FileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file or folder.
  public var path: String
  /// What the system says.
  public var problem: String

  /// One line: path and problem.
  public var description: String { "\(path): \(problem)" }
}

/// Reading, listing and atomic replacing of files, straight on the C library.
public enum Files {
  /// The bytes of a regular file.
  ///
  /// - Throws: `FileError` where it is missing, unreadable or no regular file.
  public static func read(_ path: String) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path) }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw FileError(path: path, problem: "a folder, expected a file")
    }
    // One byte more than the size, so that the end is seen without another buffer.
    var bytes = [UInt8](repeating: 0, count: max(Int(status.st_size) + 1, 4096))
    var filled = 0
    while true {
      if filled == bytes.count { bytes.append(contentsOf: repeatElement(0, count: bytes.count)) }
      let count = bytes.withUnsafeMutableBytes { buffer in
        systemRead(descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
      }
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(path)
      }
      filled += count
    }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }

  /// Replaces a file by new bytes, or makes it: the old content or the new one is there at any moment, never a
  /// part. A symbolic link is followed.
  public static func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
    let target = resolved(path)
    let temporary = "\(target).\(getpid()).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure(path) }
    do throws(FileError) {
      try write(bytes, to: descriptor, temporary)
      var status = stat()
      if stat(target, &status) == 0 { fchmod(descriptor, status.st_mode & 0o777) }
      guard fsync(descriptor) == 0 else { throw failure(path) }
      close(descriptor)
    } catch {
      close(descriptor)
      unlink(temporary)
      throw error
    }
    guard rename(temporary, target) == 0 else {
      let error = failure(path)
      unlink(temporary)
      throw error
    }
  }

  /// Writes all bytes to an open descriptor.
  public static func write(
    _ bytes: some Sequence<UInt8>,
    to descriptor: Int32,
    _ name: String = "standard output"
  ) throws(FileError) {
    let bytes = ContiguousArray(bytes)
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        systemWrite(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(name)
      }
      written += count
    }
  }

  /// Makes a folder, where there is none.
  public static func makeFolder(_ path: String) throws(FileError) {
    if mkdir(path, 0o777) != 0, errno != EEXIST { throw failure(path) }
  }

  /// What a path is.
  public enum Kind: Sendable { case file, folder, missing }

  /// What a path is, symbolic links followed.
  public static func kind(_ path: String) -> Kind {
    var status = stat()
    guard stat(path, &status) == 0 else { return .missing }
    return status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
  }

  /// The names in a folder, sorted.
  public static func list(_ path: String) throws(FileError) -> [String] {
    guard let folder = opendir(path) else { throw failure(path) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The absolute path of an existing file, symbolic links resolved; the path itself where there is none.
  public static func resolved(_ path: String) -> String {
    guard let pointer = realpath(path, nil) else { return path }
    defer { free(pointer) }
    return String(cString: pointer)
  }

  /// The folder that a path stands in; `/` where it names none.
  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  private static func failure(_ path: String) -> FileError {
    let problem =
      switch errno {
      case ENOENT: "no such file or folder"
      case EACCES, EPERM: "permission denied"
      case ENOSPC: "no space left"
      case EROFS: "a read-only file system"
      default: String(cString: strerror(errno))
      }
    return FileError(path: path, problem: problem)
  }
}
