namespace Julie.Ingest.Api;

/// <summary>A name that filters and tables could not carry.</summary>
internal sealed class InvalidNameException(string message) : Exception(message);
