using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Model;

/// <summary>A named port of a resource. There is no proxy: every replica listens on a port of its own.</summary>
internal sealed class EndpointAnnotation(string name, string scheme, int? port, string? environmentVariable) : IResourceAnnotation
{
    public const string Host = "127.0.0.1";

    public string Name => name;

    public string Scheme => scheme;

    public int? Port => port;

    public string? EnvironmentVariable => environmentVariable;

    /// <summary>One for each replica, in order; empty before the application starts.</summary>
    public List<int> Ports { get; } = [];

    public static string Url(string scheme, int port) => string.Create(CultureInfo.InvariantCulture, $"{scheme}://{Host}:{port}");
}
