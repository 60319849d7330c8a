namespace Julie.Training.Extraction;

/// <summary>What an extractor finds in a file, before the documentation is cleaned.</summary>
internal readonly record struct Definition(string Scope, string Name, string Documentation, string Code);
