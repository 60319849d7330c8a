namespace Julie.Embedding.Tests.Support;

internal sealed record HubRequest(string Server, string Method, string Path, string Range, string IfRange, string Authorization);
