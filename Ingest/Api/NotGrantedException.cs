namespace Julie.Ingest.Api;

/// <summary>The caller's grants do not cover the repository that it wants to register.</summary>
internal sealed class NotGrantedException(string url) : Exception(
    $"The grants of this key cover no repository that '{url}' would be. Remedy: let an administrator grant its name, or register it.");
