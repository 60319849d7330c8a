namespace Julie.Client;

/// <summary>An answer of the API.</summary>
/// <typeparam name="T">What it is read as: a type of Julie.Contracts.</typeparam>
/// <param name="Value">The answer, read.</param>
/// <param name="Json">The same as it was sent: whoever passes it on loses nothing that this version does not know.</param>
public sealed record Answer<T>(T Value, string Json);
