namespace Julie.QueryApi.Sessions;

/// <summary>Request of <c>POST /api/session</c>.</summary>
/// <param name="Key">An API key.</param>
internal sealed record SignIn(string? Key);
