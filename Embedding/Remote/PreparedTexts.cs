namespace Julie.Embedding.Remote;

/// <summary>Texts as they are sent, with the tokens that each counts for.</summary>
internal sealed record PreparedTexts(IReadOnlyList<string> Texts, IReadOnlyList<int> Tokens);
