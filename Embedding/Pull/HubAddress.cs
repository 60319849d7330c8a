using Julie.Embedding.Manifest;

namespace Julie.Embedding.Pull;

/// <summary>Where a file of a model is on the hub.</summary>
internal static class HubAddress
{
    /// <summary><c>{hub}/{repository}/resolve/{revision}/{path}</c>; the hub's own path, a mirror's prefix, stays.</summary>
    public static Uri Of(Uri hub, ModelSource source, string revision, ModelFile file)
    {
        // A branch may have a slash in it; as part of the path it must be escaped as a whole.
        var path = $"{Escape(source.Repository)}/resolve/{Uri.EscapeDataString(revision)}/{Escape(file.Source ?? file.Path)}";
        return new Uri($"{hub.AbsoluteUri.TrimEnd('/')}/{path}");
    }

    private static string Escape(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
