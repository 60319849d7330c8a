namespace Julie.Cli.Client;

/// <summary>An answer of the API, read and as it was sent: <c>--json</c> prints exactly the latter.</summary>
internal sealed record Answer<T>(T Value, string Json);
