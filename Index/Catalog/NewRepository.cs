namespace Julie.Index.Catalog;

/// <summary>A repository to register. Its identity is (host, host's id): URL and name may change.</summary>
/// <param name="Host">Host name, lower case; <c>local</c> for a path of the machine.</param>
/// <param name="HostId">The host's own id of the repository, or what stands for it (the path on the host).</param>
/// <param name="Url">Where it is fetched from, without credentials.</param>
/// <param name="Name">Name to show and to filter by; unique.</param>
/// <param name="ObjectFormat"><c>sha1</c> or <c>sha256</c>.</param>
/// <param name="DefaultRef">Full name of the default ref: <c>refs/heads/main</c>.</param>
/// <param name="Rename">Whether a known repository takes this name. Grants go by names: only somebody's own choice changes one.</param>
public sealed record NewRepository(
    string Host, string HostId, string Url, string Name, string ObjectFormat, string DefaultRef, bool Rename = false);
