/// A breach of JSON's grammar, at a byte offset of the text.
struct SyntaxFault: Error {
  var offset: Int
  var message: String
}
