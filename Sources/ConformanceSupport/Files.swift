import JSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file or folder that cannot be read or written, and why.
package struct FileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file or folder.
  package var path: String
  /// What the system says.
  package var problem: String
  /// Whether who would read it has gone, as with `| head`.
  package var isBrokenPipe = false

  /// All of its parts.
  package init(path: String, problem: String, isBrokenPipe: Bool = false) {
    self.path = path
    self.problem = problem
    self.isBrokenPipe = isBrokenPipe
  }

  /// One line: path and problem.
  package var description: String { "\(path): \(problem)" }
}

/// Reading, listing and atomic replacing of files, straight on the C library.
package enum Files {
  /// The largest file that is read, bytes: that of the largest document.
  package static let maximumBytes = JSONLimits.standard.maximumBytes

  /// The bytes of a file or a pipe.
  ///
  /// - Throws: `FileError` where it is missing, unreadable, a folder or larger than `limit` bytes.
  package static func read(_ path: String, limit: Int = maximumBytes) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path) }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw FileError(path: path, problem: "a folder, expected a file")
    }
    let tooLarge = FileError(path: path, problem: "a file of more than \(limit) bytes")
    // What gives no size, as a pipe, is found out while it is read.
    guard Int(status.st_size) <= limit else { throw tooLarge }
    // One byte more than the size, so that the end is seen without another buffer.
    var room = max(Int(status.st_size) + 1, 4096)
    var bytes: [UInt8] = []
    while true {
      var count = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
        count = systemRead(descriptor, UnsafeMutableRawPointer(buffer.baseAddress), buffer.count)
        filled = max(0, count)
      }
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(path)
      }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      if bytes.count > limit { throw tooLarge }
      // What is left of the size that the system told, or as much again.
      room = Int(status.st_size) + 1 - bytes.count
      if room <= 0 { room = bytes.count }
    }
  }

  /// The first bytes of a file.
  package static func beginning(of path: String, count: Int) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var isRead = true
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      let count = systemRead(descriptor, UnsafeMutableRawPointer(buffer.baseAddress), buffer.count)
      isRead = count >= 0
      filled = max(0, count)
    }
    guard isRead else { throw failure(path) }
    return bytes
  }

  /// Replaces a file by new bytes, or makes it: the old content or the new one is there at any moment, never a
  /// part.
  ///
  /// A symbolic link stays, and what it leads to is replaced or made. A file that may not be written stays as it
  /// is, though its folder would let it be replaced. What is no regular file, as `/dev/null` or a pipe, is written
  /// to. What killed runs left behind in the folder is removed.
  package static func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
    let target = try followed(path)
    var status = stat()
    let exists = stat(target, &status) == 0
    if exists {
      if status.st_mode & S_IFMT == S_IFDIR {
        throw FileError(path: path, problem: "a folder, expected a file")
      }
      guard access(target, W_OK) == 0 else { throw failure(path) }
      if status.st_mode & S_IFMT != S_IFREG {
        try overwrite(target, with: bytes, path)
        return
      }
    }
    TemporaryFile.removeAbandoned(besides: target)
    let temporary: TemporaryFile
    do throws(FileError) {
      temporary = try TemporaryFile(for: target)
    } catch {
      throw FileError(path: path, problem: error.problem)
    }
    defer { temporary.end() }
    try write(bytes, to: temporary.descriptor, path)
    if exists {
      // Root may replace what is another's, who keeps it.
      if status.st_uid != geteuid() { _ = fchown(temporary.descriptor, status.st_uid, status.st_gid) }
      _ = fchmod(temporary.descriptor, status.st_mode & 0o777)
    }
    guard fsync(temporary.descriptor) == 0 else { throw failure(path) }
    guard rename(temporary.path, target) == 0 else { throw failure(path) }
    // The new name must outlive a power cut too; a file system that cannot promise that is no failure.
    let folder = open(parent(of: target), O_RDONLY | O_CLOEXEC)
    if folder >= 0 {
      _ = fsync(folder)
      close(folder)
    }
  }

  private static func overwrite(_ target: String, with bytes: [UInt8], _ path: String) throws(FileError) {
    let descriptor = open(target, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    try write(bytes, to: descriptor, path)
  }

  /// What a path leads to by its last symbolic links, whether it is there or not.
  private static func followed(_ path: String) throws(FileError) -> String {
    var current = path
    // As many as the kernel follows.
    for _ in 0..<40 {
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = readlink(current, &buffer, buffer.count)
      if count < 0 { return current }
      let link = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      current = link.hasPrefix("/") ? link : "\(parent(of: current))/\(link)"
    }
    throw FileError(path: path, problem: "too many symbolic links")
  }

  /// The last part of a path; the path itself where it has none.
  package static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The folder that a path names something in.
  package static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Writes all bytes to an open descriptor.
  package static func write(
    _ bytes: some Sequence<UInt8>,
    to descriptor: Int32,
    _ name: String = "standard output"
  ) throws(FileError) {
    let isWritten =
      // What lies in one piece is not copied.
      bytes.withContiguousStorageIfAvailable { writeAll(UnsafeRawBufferPointer($0), to: descriptor) }
      ?? ContiguousArray(bytes).withUnsafeBytes { writeAll($0, to: descriptor) }
    if !isWritten { throw failure(name) }
  }

  /// Writes all bytes; false where that fails, and `errno` says why.
  private static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var written = 0
    while written < bytes.count {
      let count = systemWrite(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
      if count >= 0 {
        written += count
      } else if errno == EAGAIN {
        // Whoever shares the terminal or pipe may have set it not to wait.
        var descriptors = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&descriptors, 1, -1)
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }

  /// Makes a folder, where there is none.
  package static func makeFolder(_ path: String) throws(FileError) {
    if mkdir(path, 0o777) != 0, errno != EEXIST { throw failure(path) }
  }

  /// What a path is.
  package enum Kind: Sendable { case file, folder, missing }

  /// What a path is, symbolic links followed.
  package static func kind(_ path: String) -> Kind {
    var status = stat()
    return stat(path, &status) == 0 ? kind(status) : .missing
  }

  private static func kind(_ status: stat) -> Kind {
    status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
  }

  /// What a name stands for: the kind, whether it is a regular file, and the bytes of what a symbolic link leads to.
  package struct Entry {
    package var kind: Kind
    package var isLink = false
    package var isRegular = false
    package var size = 0
  }

  /// What a path is, asked of the system once where it is no link.
  package static func entry(_ path: String) -> Entry {
    var status = stat()
    guard lstat(path, &status) == 0 else { return Entry(kind: .missing) }
    let isLink = status.st_mode & S_IFMT == S_IFLNK
    if isLink, stat(path, &status) != 0 { return Entry(kind: .missing, isLink: true) }
    let isRegular = status.st_mode & S_IFMT == S_IFREG
    return Entry(kind: kind(status), isLink: isLink, isRegular: isRegular, size: Int(status.st_size))
  }

  /// The names in a folder, sorted.
  package static func list(_ path: String) throws(FileError) -> [String] {
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
  package static func resolved(_ path: String) -> String {
    guard let pointer = realpath(path, nil) else { return path }
    defer { free(pointer) }
    return String(cString: pointer)
  }

  package static func failure(_ path: String) -> FileError {
    let code = errno
    let problem =
      switch code {
      case ENOENT: "no such file or folder"
      case EACCES, EPERM: "permission denied"
      case ENOSPC, EDQUOT: "no space left"
      case EROFS: "a read-only file system"
      case EFBIG: "larger than a file may be here (see `ulimit -f`)"
      case EBADF: "closed"
      case EMFILE, ENFILE: "too many files are open (ulimit -n)"
      default: String(cString: strerror(code))
      }
    return FileError(path: path, problem: problem, isBrokenPipe: code == EPIPE)
  }
}
