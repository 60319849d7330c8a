namespace Julie.Index.Content;

/// <summary>Identity of file content.</summary>
/// <param name="ObjectFormat"><c>sha1</c> or <c>sha256</c>.</param>
/// <param name="ObjectId">Git object id, lower-case hex.</param>
public readonly record struct BlobKey(string ObjectFormat, string ObjectId);
