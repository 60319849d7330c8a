namespace Julie.Contracts.Api;

/// <summary>Secrets of a file that were masked before anything was stored. Never the value.</summary>
/// <param name="Kind">What they look like: <c>private-key</c>, <c>github-token</c>, <c>assignment</c>, ...; docs/content.md lists the kinds.</param>
/// <param name="Line">First line, from 1.</param>
/// <param name="EndLine">Last line.</param>
/// <param name="Count">How many of the kind stand there.</param>
public sealed record MaskedSecret(string Kind, int Line, int EndLine, int Count);
