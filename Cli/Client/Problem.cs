namespace Julie.Cli.Client;

/// <summary>Problem details (RFC 9457), as far as the command line shows them.</summary>
internal sealed record Problem(string? Type, string? Title, int? Status, string? Detail);
