namespace Julie.Contracts.Api;

/// <summary>Answer of <c>POST /api/keys</c> and <c>POST /api/keys/{id}/rotate</c>.</summary>
/// <param name="Key">The key.</param>
/// <param name="Secret">What to send as <c>Authorization: Bearer</c>. Shown this once: only its hash is stored.</param>
public sealed record IssuedKey(KeyInfo Key, string Secret);
