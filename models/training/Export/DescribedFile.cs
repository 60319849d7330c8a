namespace Julie.Training.Export;

/// <summary>A file as a manifest names it: what is shipped has no source to be pulled from.</summary>
internal sealed record DescribedFile(string Path, string Sha256, long Bytes);
